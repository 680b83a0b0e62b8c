/* SPDX-License-Identifier: MIT */
/* Writes the table of letters.h as C, so that no run of the program makes it. */
#include "text/letters.h"

#include <stdio.h>

int main(void)
{
    printf("#include \"text/letters.h\"\n\nconst YqLetter yq_letters_low[YQ_LETTERS_LOW] "
           "= {\n");
    for (gunichar c = 0; c < YQ_LETTERS_LOW; c++) {
        YqLetter letter;

        yq_letter_fill(c, &letter);
        printf("    {%d, %d, %d, {", letter.kind, letter.capital, letter.n);
        for (int i = 0; i < YQ_FOLD_MAX; i++) {
            printf("%d, ", letter.fold[i]);
        }
        printf("}, {0}},\n");
    }
    printf("};\n");
    return fflush(stdout) != 0;
}
