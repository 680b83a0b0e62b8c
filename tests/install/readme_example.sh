#!/bin/sh
# readme_example.sh ROOT OUT: makes a program of the C that the README shows.
set -eu
{
    sed -n '/^```c$/,/^```$/{/^```/d;/^#include/p}' "$1/README.md"
    printf '#include <stdio.h>\n\nint main(void)\n{\n'
    sed -n '/^```c$/,/^```$/{/^```/d;/^#include/d;p}' "$1/README.md"
    printf '    if (!drawn) {\n        fprintf(stderr, "%%s\\n", error->message);\n    }\n    return !drawn;\n}\n'
} >"$2"
