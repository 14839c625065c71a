/* answer.c -- headers that a handler adds itself; all others follow from the answer
 * (web/reply.c). */
#include "teamhub/answer.h"

void answer_header(answer *ans, th_str name, th_str value)
{
	*TH_ADD(ans->a, &ans->reply->headers) = (th_header){name, value};
}
