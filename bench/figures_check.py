#!/usr/bin/env python3
"""Says what programs that are not ours find in exported figures: python3 bench/figures_check.py FILE…

pdffonts, pdfinfo and pdftotext (poppler), xmllint, inkscape, and identify (ImageMagick) are asked where they are installed;
which are missing is said at the end. The exit code is 1 where one of them found a fault."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

faults = []
missing = set()


def run(command, *arguments):
    """What a program prints, or None where it is not installed or fails."""
    if shutil.which(command) is None:
        missing.add(command)
        return None
    done = subprocess.run([command, *arguments], capture_output=True, text=True, errors="replace", timeout=600)
    if command == "identify" and done.returncode != 0 and not done.stderr.strip():
        report(command, "refused without a word, as its policy does with very large pictures")
        return None
    if done.returncode != 0:
        fault(arguments[-1], f"{command} failed: {(done.stderr or done.stdout).strip()[:300]}")
        return None
    return done.stdout


def fault(path, text):
    faults.append(f"{path}: {text}")


def report(tool, text):
    print(f"  {tool}: {text}")


def check_pdf(path):
    fonts = run("pdffonts", path)
    if fonts is not None:
        rows = [line.split() for line in fonts.splitlines()[2:]]
        for row in rows:
            embedded, subset, unicode = row[-5:-2]
            if (embedded, subset, unicode) != ("yes", "yes", "yes"):
                fault(path, f"font {row[0]}: embedded {embedded}, subset {subset}, Unicode {unicode}")
        report("pdffonts", ", ".join(row[0] for row in rows) + " (embedded subsets)" if rows else "no fonts")
    info = run("pdfinfo", path)
    if info is not None:
        found = dict(re.findall(r"^(Title|Creator|Pages|Page size|PDF version): +(.*)$", info, re.M))
        width, height = map(float, re.findall(r"[\d.]+", found["Page size"])[:2])
        report("pdfinfo", f"{width / 72 * 25.4:.2f} × {height / 72 * 25.4:.2f} mm, {found['Pages']} page, "
               f"“{found.get('Title', '')}” by {found.get('Creator', '')}")
        if found["Pages"] != "1":
            fault(path, f"{found['Pages']} pages")
    text = run("pdftotext", path, "-")
    if text is not None:
        report("pdftotext", f"{len(text.split())} words")


def check_svg(path):
    if run("xmllint", "--noout", "--huge", path) is not None:
        report("xmllint", "well-formed")
    numbers = re.sub(r"<(metadata|title|desc|text)\b.*?</\1>|base64,[^\"]*|aria-label=\"[^\"]*\"|inkscape:label=\"[^\"]*\"", "",
                     Path(path).read_text(encoding="utf-8"), flags=re.S)
    if re.search(r"NaN|Infinity|undefined", numbers):
        fault(path, "a number is none")
    with tempfile.TemporaryDirectory() as folder:
        picture = str(Path(folder) / "picture.png")
        if run("inkscape", "--export-type=png", "--export-dpi=72", f"--export-filename={picture}", path) is not None:
            size = run("identify", "-format", "%w × %h", picture)
            report("inkscape", f"drawn{f' as {size} pixels at 72 dpi' if size else ''}")
    layers = run("xmllint", "--xpath", "count(//*[local-name()='g'][@*[local-name()='groupmode']])", "--huge", path)
    if layers is not None:
        report("layers", layers.strip())


def check_pixels(path):
    found = run("identify", "-quiet", "-units", "PixelsPerInch", "-format", "%w %h %x %y %[colorspace] %[channels] %z %C\n", path)
    if found is None:
        return
    width, height, across, down, space, *rest = found.splitlines()[0].split()
    across, down = float(across), float(down)
    if space != "sRGB":
        fault(path, f"in {space}")
    if across < 72 or abs(across - down) > 0.01:
        fault(path, f"{across} × {down} dpi")
        return
    report("identify", f"{width} × {height} pixels at {across:.0f} dpi = {float(width) / across * 25.4:.2f} × "
           f"{float(height) / down * 25.4:.2f} mm, {space} {' '.join(rest)}")


CHECKS = {".pdf": check_pdf, ".svg": check_svg, ".png": check_pixels, ".tiff": check_pixels, ".tif": check_pixels}

if len(sys.argv) < 2:
    sys.exit(__doc__)
for name in sys.argv[1:]:
    print(f"{name} ({Path(name).stat().st_size / 1e6:.2f} MB)")
    check = CHECKS.get(Path(name).suffix.lower())
    if check:
        check(name)
    else:
        fault(name, "no figure by its ending")
if missing:
    print(f"Not installed, so not asked: {', '.join(sorted(missing))}")
for text in faults:
    print(f"FAULT {text}")
print("No fault was found." if not faults else f"{len(faults)} faults")
sys.exit(1 if faults else 0)
