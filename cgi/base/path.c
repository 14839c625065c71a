/* path.c -- the parts of a path in the source. */
#include "teamhub/base.h"

th_str path_base(th_str path)
{
	return th_str_sub(path, (size_t)(th_str_rchr(path, '/') + 1), path.n);
}

th_str path_folder(th_str path)
{
	return th_str_sub(path, 0, (size_t)(th_str_rchr(path, '/') + 1));
}

th_str path_stem(th_str path)
{
	ptrdiff_t dot = th_str_rchr(path_base(path), '.');
	return dot > 0 ? th_str_sub(path, 0, path_folder(path).n + (size_t)dot) : path;
}

bool path_in(th_str path, th_str folder)
{
	if (folder.n > 0 && folder.p[folder.n - 1] == '/')
		folder.n--;
	return folder.n == 0 ||
	       (path.n > folder.n && th_str_starts(path, folder) && path.p[folder.n] == '/');
}

size_t path_date(th_str base)
{
	size_t i = 0;
	for (int part = 0; part < 3; part++) {
		size_t from = i;
		while (i < base.n && th_is_digit(base.p[i]))
			i++;
		size_t n = i - from;
		if (n < (part == 0 ? 2 : 1) || n > (part == 0 ? 4 : 2) || i >= base.n ||
		    base.p[i++] != '-')
			return 0;
	}
	return i < base.n ? i : 0;
}

th_str path_joined(th_arena *a, th_str from, th_str target)
{
	th_buf b = {0};
	th_str segment, rest = target;
	th_buf_add(&b, path_folder(from));
	while (th_str_split(&rest, '/', &segment)) {
		bool last = rest.p == NULL;
		if (th_str_eqz(segment, "..")) {
			while (b.n > 1 && b.p[--b.n - 1] != '/')
				;
		} else if (segment.n > 0 && !th_str_eqz(segment, ".")) {
			th_buf_add(&b, segment);
			if (!last)
				th_buf_addc(&b, '/');
		}
	}
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}
