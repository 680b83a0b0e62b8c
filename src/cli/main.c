/* SPDX-License-Identifier: MIT */
/* The program: a table of commands, each in a file of its own. */
#include "cli.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
    {"map", yq_cmd_map, "draw a map of articles, annotations or a table of incidents"},
    {"annotate", yq_cmd_annotate, "find the places and incidents of articles"},
    {"batch", yq_cmd_batch, "JSON articles in, one a line; JSON results out"},
    {"border", yq_cmd_border,
     "measure incidents against a border: a strip chart, or a table"},
    {"gazetteer", yq_cmd_gazetteer, "look names up, build an index, tell what one holds"},
};

static void print_help(FILE *out)
{
    fputs("usage: yaqut COMMAND [OPTION…] [IN…] [-o FILE]\n\ncommands:\n", out);
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
    }
    fputs("\nyaqut COMMAND --help tells the options of each; IN is an article (.txt, "
          ".html, - for\n"
          "standard input), an annotations file or a table of incidents.\n",
          out);
}

int main(int argc, char **argv)
{
    /* Only the letters: numbers keep their point, whatever the country. */
    setlocale(LC_CTYPE, "");
    /* A limit on the size of files is told as a full disk is, not by a core. */
    signal(SIGXFSZ, SIG_IGN);
    if (argc < 2) {
        print_help(stderr);
        return YQ_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0 ||
        strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return yq_cli_flush(argv[1]);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("yaqut %s\n", yq_version());
        return yq_cli_flush(argv[1]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "yaqut: no command '%s'; yaqut --help lists them\n", argv[1]);
    return YQ_EXIT_USAGE;
}
