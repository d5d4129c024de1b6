"""Reads Indonesian annual work plans (Renja) from Word, PDF and text into validated JSON."""
