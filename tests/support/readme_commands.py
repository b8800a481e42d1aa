"""Runs every quarterday command of the README, with its example folder in place of the reader's:
each must end well. The first argument is the program, the second a folder to work in."""
import os
import re
import shutil
import subprocess
import sys

program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
root = os.getcwd()
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(os.path.join(folder, "in"))
os.symlink(os.path.join(root, "build/fixtures/hampshire"), os.path.join(folder, "in/2014Q4"))
os.symlink(os.path.join(root, "build/fixtures/census/cin.xml"), os.path.join(folder, "in/cin.xml"))
os.symlink(os.path.join(root, "build/fixtures/census/tables"), os.path.join(folder, "in/census-tables"))
os.symlink(os.path.join(root, "report-defs"), os.path.join(folder, "report-defs"))
os.makedirs(os.path.join(folder, "build"))
os.symlink(program, os.path.join(folder, "build/quarterday"))

text = open("README.md").read().replace("\\\n", " ")
commands = [line.strip() for line in text.split("\n") if line.startswith("    build/quarterday")]
faults = 0
for command in commands:
    command = re.sub(r"\s+#.*", "", command)
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        print(command, "ended with", done.returncode, done.stderr[:500])
        faults += 1
if len(commands) < 5:
    print("only", len(commands), "commands found")
    faults += 1
sys.exit(1 if faults else 0)
