/* toml_walk.cc -- the one file that knows toml++ (Debian: libtomlplusplus-dev), which is C++ and
 * headers alone. There is no packaged C library for TOML 1.0, and a reader of our own would have to
 * do as much: its dates, its ways to write a text, tables that may come in any order. Called by
 * toml.c, which bounds what it is given. */
#include "toml_walk.h"

#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

unsigned line_of(const toml::node &n) { return static_cast<unsigned>(n.source().begin.line); }
unsigned column_of(const toml::node &n) { return static_cast<unsigned>(n.source().begin.column); }

void put(const toml_sink &s, const toml::node &n, std::string_view text, bool plain)
{
	s.text(s.ctx, text.data(), text.size(), plain, line_of(n), column_of(n));
}

template <typename T> std::string printed(const T &value)
{
	std::ostringstream out;
	out << value;
	return out.str();
}

void walk(const toml_sink &s, const toml::node &n);

/* toml++ sorts a table by its keys. */
void walk_table(const toml_sink &s, const toml::table &table)
{
	std::vector<std::pair<const toml::key *, const toml::node *>> entries;
	for (auto it = table.cbegin(); it != table.cend(); ++it)
		entries.emplace_back(&it->first, &it->second);
	std::stable_sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) {
		auto x = a.first->source().begin, y = b.first->source().begin;
		return x.line != y.line ? x.line < y.line : x.column < y.column;
	});
	s.open(s.ctx, false, line_of(table), column_of(table));
	for (const auto &e : entries) {
		auto at = e.first->source().begin;
		std::string_view key = e.first->str();
		s.key(s.ctx, key.data(), key.size(), static_cast<unsigned>(at.line),
		    static_cast<unsigned>(at.column));
		walk(s, *e.second);
	}
	s.close(s.ctx);
}

void walk(const toml_sink &s, const toml::node &n)
{
	if (auto table = n.as_table()) {
		walk_table(s, *table);
	} else if (auto list = n.as_array()) {
		s.open(s.ctx, true, line_of(n), column_of(n));
		for (const toml::node &one : *list)
			walk(s, one);
		s.close(s.ctx);
	} else if (auto text = n.as_string()) {
		put(s, n, text->get(), false);
	} else if (auto yes = n.as_boolean()) {
		put(s, n, yes->get() ? "true" : "false", true);
	} else if (auto whole = n.as_integer()) {
		put(s, n, std::to_string(whole->get()), true);
	} else if (auto real = n.as_floating_point()) {
		put(s, n, printed(real->get()), true);
	} else if (auto date = n.as_date()) {
		put(s, n, printed(date->get()), true);
	} else if (auto time = n.as_time()) {
		put(s, n, printed(time->get()), true);
	} else if (auto both = n.as_date_time()) {
		put(s, n, printed(both->get()), true);
	}
}

} // namespace

bool toml_walk(
    const char *text, size_t n, const toml_sink *sink, unsigned *line, unsigned *column)
{
	toml::parse_result result = toml::parse(std::string_view{text, n});
	if (!result) {
		*line = static_cast<unsigned>(result.error().source().begin.line);
		*column = static_cast<unsigned>(result.error().source().begin.column);
		return false;
	}
	walk_table(*sink, result.table());
	return true;
}
