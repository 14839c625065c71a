/* hello.c -- the smallest CGI program: the cost of a request before anything is done. The other
 * side of the bench `cgi`. */
#include <stdio.h>

int main(void)
{
	fputs("Content-Type: text/plain\r\n\r\nhello\n", stdout);
	return 0;
}
