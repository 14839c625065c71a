/* hello.c -- the least that a CGI program can be: what a request costs before anything is done. The
 * other side of the bench `cgi`. */
#include <stdio.h>

int main(void)
{
	fputs("Content-Type: text/plain\r\n\r\nhello\n", stdout);
	return 0;
}
