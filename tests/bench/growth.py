"""growth.py PROGRAM PICTURE: a check of extracts of four sizes on one thread. Writes
build/bench/growth.csv (records, processor seconds, most memory), the two slopes, and a picture of
both (SVG): what lies on the line through its first and last point grows as the records do."""
import csv
import os
import shutil
import statistics
import subprocess
import sys

from measuring import ROUNDS, run, warm

FOLDER = "build/bench/growth"
COPIES = [1, 4, 8, 15]
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 330, 220, 54, 36, 30


def measure(program, copies):
    """Records, processor seconds (median) and most memory in MB of a check."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    subprocess.run(["build/make-hampshire", FOLDER, "report-defs", str(copies)], check=True)
    records = warm(FOLDER)
    runs = [run([program, "check", "--extracts", FOLDER, "--as-at", "2014-03-31", "--threads", "1", "--quiet"])
            for _ in range(ROUNDS)]
    shutil.rmtree(FOLDER)
    return records, statistics.median(each.processor for each in runs), max(each.memory for each in runs)


def panel(points, left, title, unit):
    """One plot: the points and the line through the first and last."""
    most_x, most_y = points[-1][0], max(y for _, y in points) * 1.1
    x = lambda value: left + LEFT + value / most_x * (WIDTH - LEFT - 20)
    y = lambda value: HEIGHT - BOTTOM - value / most_y * (HEIGHT - BOTTOM - TOP)
    text = lambda at_x, at_y, words, anchor: \
        f'<text x="{at_x:.1f}" y="{at_y:.1f}" text-anchor="{anchor}">{words}</text>'
    out = [text(left + LEFT, 16, title, "start"),
           f'<path d="M{x(0):.1f} {TOP} V{y(0):.1f} H{x(most_x):.1f}" stroke="#555" fill="none"/>',
           f'<path d="M{x(points[0][0]):.1f} {y(points[0][1]):.1f} L{x(most_x):.1f} {y(points[-1][1]):.1f}" '
           'stroke="#9ab" fill="none"/>']
    for records, value in points:
        out.append(f'<circle cx="{x(records):.1f}" cy="{y(value):.1f}" r="3.5" fill="#003a70"/>')
        out.append(text(x(records) - 6, y(value) - 7, f"{value:,.1f}" if value < 100 else f"{value:,.0f}", "end"))
        out.append(text(x(records), y(0) + 15, f"{records / 1e6:.1f}", "middle"))
    out.append(text(left + LEFT + (WIDTH - LEFT) / 2, HEIGHT - 5, "million records", "middle"))
    out.append(text(left + LEFT - 8, TOP + 8, unit, "end"))
    return "\n".join(out)


def picture(rows):
    times = [(records, seconds) for records, seconds, _ in rows]
    memory = [(records, most) for records, _, most in rows]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{HEIGHT}" '
            'font-family="sans-serif" font-size="11" role="img" aria-label="Processor seconds and memory '
            'of a check against records: both grow in proportion">\n'
            f'<rect width="100%" height="100%" fill="white"/>\n{panel(times, 0, "Processor time of a check", "s")}\n'
            f'{panel(memory, WIDTH, "Most memory", "MB")}\n</svg>\n')


def main():
    program, target = sys.argv[1:3]
    rows = [measure(program, copies) for copies in COPIES]
    with open("build/bench/growth.csv", "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows([["records", "seconds", "MB"], *rows])
    with open(target, "w", encoding="utf-8") as stream:
        stream.write(picture(rows))
    more = rows[-1][0] - rows[0][0]
    for records, seconds, memory in rows:
        print(f"{records:>10,} records {seconds:8.2f} s {memory:8.0f} MB")
    print(f"a further record costs {(rows[-1][1] - rows[0][1]) / more * 1e6:.2f} microseconds and "
          f"{(rows[-1][2] - rows[0][2]) * 1024 * 1024 / more:.0f} bytes")


main()
