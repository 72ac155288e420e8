"""embed.py BUILT TO: the files of a built page folder as one assembly file of bytes and one C++ table of them."""

import gzip
import hashlib
import pathlib
import sys

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


def served_at(relative):
    path = "/" + relative.as_posix()
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def main():
    built, to = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    to.mkdir(parents=True, exist_ok=True)
    files = sorted((served_at(file.relative_to(built)), file) for file in built.rglob("*") if file.is_file())
    assembly = ['.section .rodata', ""]
    externs, rows = [], []
    for number, (path, file) in enumerate(files):
        content = file.read_bytes()
        compressed = to / f"{number}.gz"
        compressed.write_bytes(gzip.compress(content, mtime=0))
        for symbol, source in ((f"matbud_page_{number}", file), (f"matbud_page_{number}_gz", compressed)):
            assembly += [f".global {symbol}", f"{symbol}:", f'.incbin "{source}"', f".global {symbol}_end", f"{symbol}_end:"]
            externs.append(f"extern const char {symbol}[], {symbol}_end[];")
        etag = hashlib.sha256(content).hexdigest()[:16]
        view = lambda symbol: f"{{{symbol}, static_cast<std::size_t>({symbol}_end - {symbol})}}"
        immutable = "true" if path.startswith("/assets/") else "false"
        rows.append(
            f'      {{"{path}", "{TYPES[file.suffix]}", {view(f"matbud_page_{number}")}, '
            f'{view(f"matbud_page_{number}_gz")}, "\\"{etag}\\"", {immutable}}},'
        )
    assembly += ['.section .note.GNU-stack,"",@progbits', ""]
    (to / "page_bytes.S").write_text("\n".join(assembly))
    table = [
        '#include <array>',
        '',
        '#include "matbud/web/page_files.h"',
        '',
        'extern "C" {',
        *externs,
        '}',
        '',
        'namespace matbud::web {',
        '',
        'std::span<const PageFile> page_files() {',
        f'  static const std::array<PageFile, {len(rows)}> files{{{{',
        *rows,
        '  }};',
        '  return files;',
        '}',
        '',
        '}  // namespace matbud::web',
        '',
    ]
    (to / "page_table.cpp").write_text("\n".join(table))


main()
