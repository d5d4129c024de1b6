"""Every bound on input, named, with its reason."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 512 * 1024 * 1024
"""Archives hold scans of some hundred pages at about 1 MB a page; more is not one plan."""

MAX_HEADER_ROWS: Final = 8
"""The deepest official header has four rows; more leading rows without a number are a list, not a header."""

MAX_PAGE_OBJECTS: Final = 400_000
"""A matrix printed by Word has some thousand objects a page, a map some ten thousand; more is no page of a plan."""

MAX_FORM_DEPTH: Final = 8
"""Nested form XObjects: printers nest two or three deep; a form that holds itself never ends."""

MAX_RULINGS: Final = 4_000
"""Joined lines a page: the densest table seen has 300; a drawing or a hatching passes this and is no table."""

MAX_GRID_CELLS: Final = 200_000
"""Smallest cells (rows x columns) of one table on one page; the densest page seen has 2,500."""

MAX_ZIP_ENTRIES: Final = 10_000
"""A Word file holds a few dozen parts and its pictures; a directory of more entries is made to exhaust memory."""

MAX_DOCUMENT_XML_BYTES: Final = 256 * 1024 * 1024
"""Unpacked size of the main part, read as a stream; 20,000 rows of 10 richly formatted cells take 60 to 160 MB."""

MAX_SIDE_PART_BYTES: Final = 16 * 1024 * 1024
"""Unpacked size of styles, numbering, notes and the like: they are held as a tree of about ten times the size."""

MAX_PACKAGE_BYTES_READ: Final = 384 * 1024 * 1024
"""Unpacked bytes of all parts read from one package: many parts just under their own bound are a bomb too."""

MAX_ZIP_RATIO: Final = 250
"""Unpacked to packed size of a part over 16 MB: tables of like rows reach about 100, bombs 1,000."""

MAX_HELD_XML_BYTES: Final = 16 * 1024 * 1024
"""XML held as a tree at once, that is one paragraph or one table row: of empty elements alone it takes 370 MB."""

MAX_NESTED_TABLES: Final = 12
"""Tables within tables: layouts copied from web pages reach about 6; each level repeats the text of the inner ones."""

MAX_TABLE_COLUMNS: Final = 256
"""Word allows 63 columns; other makers somewhat more."""

MAX_TABLE_AREA: Final = 4_000_000
"""Rows times columns of all tables: 20 times a table of 20,000 rows and 10 columns."""

MAX_FLOW_BLOCKS: Final = 1_000_000
"""Paragraphs, tables and figures of one document: a plan of 500 pages has about 20,000."""

MAX_NUMBER_CHARS: Final = 300
"""A number with its unit, or an amount with its words in brackets, takes under 200 characters; longer is prose."""

MAX_TEXT_BYTES: Final = 32 * 1024 * 1024
"""A text export of a plan of 300 pages is under 2 MB."""

MAX_TEXT_LINES: Final = 1_500_000
"""Seven times the lines of a table of 20,000 rows and 10 columns."""

MAX_ALIKE_NAMES: Final = 3_000
"""Names of one table looked up by likeness; of a longer table only equal names are known, to stay linear."""

MAX_NAME_COMPARISONS: Final = 40_000
"""Pairs of names compared by likeness under one parent; 200 unmatched rows on either side are no typing errors."""

MAX_SPAN_SEARCH_COLUMNS: Final = 63
"""Columns up to which merged cells of a text export are searched for: Word's own bound; the search is cubic in it."""

MAX_NOMENCLATURE_BYTES: Final = 64 * 1024 * 1024
"""The ministry's list of 9,000 names is 1.7 MB as CSV; ten such lists with indicators are well under this."""

MAX_NOMENCLATURE_UNPACKED: Final = 64 * 1024 * 1024
"""Unpacked parts of a spreadsheet with such a list: 9,000 names unpack to some 5 MB, their strings are held at once."""

MAX_NOMENCLATURE_NAMES: Final = 100_000
"""All decrees since 2006 together have some 30,000 names."""

OFFICE_SECONDS: Final = 60
"""LibreOffice starts in about one second on an idle machine; a busy one may take ten times as long."""

OFFICE_SECONDS_PER_MIB: Final = 20
"""LibreOffice converts a MiB of .doc in one to three seconds, of .rtf with pictures in less."""

OFFICE_KEPT_SHARE: Final = 0.85
"""Least share of text or cells after a conversion: merged cells and tracked deletions explain some per cent."""

OFFICE_LOST_CHARACTERS: Final = 200
"""Characters that may go missing whatever their share: field codes, list labels, notes."""

OFFICE_LOST_CELLS: Final = 3
"""Cells that may go missing whatever their share; the smallest table worth reading has four."""

BATCH_SECONDS: Final = 150.0
"""Time of one document in a batch whatever its size: LibreOffice may be tried twice for `OFFICE_SECONDS`."""

BATCH_SECONDS_PER_MB: Final = 45.0
"""More time by size where pages are not known beforehand: above twice `OFFICE_SECONDS_PER_MIB`."""

BATCH_SECONDS_PER_PAGE: Final = 15.0
"""More time by PDF page: a scanned page takes 0.5 to 5 s to read, on a busy machine three times that."""

BATCH_SECONDS_MOST: Final = 3600.0
"""No plan takes an hour, whatever the number of pages it claims."""

BATCH_MEMORY_BYTES: Final = 2 * 1024**3
"""Address space of a worker above its start: the largest table takes 500 MB; two workers stay under a 4 GB machine."""

BATCH_RENEW_BYTES: Final = 400 * 1024**2
"""A worker that holds more than this between two documents is replaced: ordinary documents leave it near 100 MB."""

BATCH_RENEW_DOCUMENTS: Final = 250
"""Documents a worker converts before it is replaced: slow leaks of C libraries end there, at 0.1 ms a document."""

BATCH_GROUP_BYTES: Final = 64 * 1024**2
"""Old Word files that one call of LibreOffice converts: eight take 1 to 5 MiB; a worker holds them meanwhile."""

BATCH_OUTPUT_BYTES: Final = 512 * 1024**2
"""Size of one JSON: 20,000 rows of 10 columns give about 60 MB."""

BATCH_OPEN_FILES: Final = 256
"""Files a worker may hold open: a document needs about ten."""

BATCH_ARCHIVE_ENTRIES: Final = 100_000
"""Entries of one zip archive of documents: a whole province's plans of twenty years are some 30,000."""

BATCH_ARCHIVE_RATIO: Final = 250
"""Unpacked to packed size of an archived document over 16 MB, as for the parts of a Word file."""

BATCH_FOLDER_DEPTH: Final = 100
"""Folders within folders; deeper trees are loops that no inode betrays (mounts, object stores)."""

MAX_SCAN_PIXELS: Final = 20_000_000
"""A page of A3 at 300 dots an inch has 17 million; larger pictures are read smaller, in 300 MB."""

OCR_SURE: Final = 0.6
"""Confidence of recognised text below which it is flagged and found. Of 1,155 numbers of scans at 150 to 300 dots an
inch, none above it that was read in one way was another number than printed; of the others, two fifths were."""

MAX_SECOND_READINGS: Final = 24
"""Pages that pdfplumber reads again in one document: at 0.1 to 0.3 s a page this stays within seconds."""

MAX_SECOND_FAILURES: Final = 2
"""Pages on which pdfplumber may bring nothing before no more are tried: their fonts are mostly the same."""

MAX_SUMS_REREAD: Final = 200
"""Sums that do not hold, beyond which no page is read again for them: such a document is wrong in itself."""

REVIEW_PICTURE_BYTES: Final = 9_000_000
"""Pictures of all pages in one review page, before base64 makes 12 MB of them; 82 pages at 120 dots an inch are 5."""

REVIEW_PICTURE_PIXELS: Final = 4_000_000
"""One page's picture in a review page: A3 at 120 dots an inch has 2.8 million; posters and maps are drawn smaller."""

SERVE_FILE_BYTES: Final = 64 * 1024**2
"""Size of an uploaded document: a scan of 200 pages is under this; larger ones are for the command line."""

SERVE_FORM_BYTES: Final = 64 * 1024
"""What a form may take beside its file: boundaries and a file name."""

SERVE_SECONDS: Final = 300.0
"""Time of one try of two at a document: a scan of 100 pages takes 100 s; longer ones are for the command line."""

SERVE_UPLOAD_SECONDS: Final = 120.0
"""Time for sending a document: 64 MiB at 5 Mbit/s, so that a slow sender does not hold a place for ever."""

SERVE_PLACES: Final = 64
"""Requests being sent, waiting or worked on at once; more are told to come again, so that waiting stays bounded."""

SERVE_RETRY_SECONDS: Final = 2
"""After how long to come again: a place is free after one ordinary document."""

SERVE_CONNECTIONS: Final = 1000
"""Open connections, of a usual 1,024 files a process."""

SERVE_TOKEN_CHARS: Final = 16
"""Shortest token taken: 16 random characters cannot be tried out."""
