/* SPDX-License-Identifier: MIT */
#include <yaqut/yaqut.h>

#include <stdio.h>

int main(void)
{
    printf("yaqut %s\n", yq_version());
    return 0;
}
