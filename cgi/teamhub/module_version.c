/* module_version.c -- what a module says of itself, linked into each: its functions are called as
 * the program of the same version knows them. */
#include "module.h"

const char *module_version(void)
{
	return TH_VERSION;
}
