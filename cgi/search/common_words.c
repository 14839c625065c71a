/* common_words.c -- words that stand in nearly every text and say nothing about it: articles,
 * pronouns, prepositions, conjunctions, auxiliaries, adverbs that only join, in German and English.
 * Called by search_ask.c. Every word of Snowball's lists for the two languages is among them (a
 * test compares), in the form that words.c gives them, except "it": people who look for a job in IT
 * write it like that. */
#include "teamhub/words.h"

#include <stdlib.h>

/* In order of their octets. */
static const char *const common[] = {"a", "ab", "aber", "about", "above", "after", "again",
    "against", "all", "alle", "allem", "allen", "aller", "alles", "als", "also", "although", "am",
    "among", "an", "and", "ander", "andere", "anderem", "anderen", "anderer", "anderes", "anderm",
    "andern", "anderr", "anders", "ans", "any", "anyone", "anything", "are", "arent", "around",
    "as", "at", "auch", "auf", "aufs", "aus", "be", "because", "been", "before", "behind", "bei",
    "beide", "beiden", "beim", "being", "below", "between", "bevor", "bin", "bis", "bist", "both",
    "but", "by", "can", "cannot", "cant", "could", "couldnt", "da", "dabei", "dadurch", "dafür",
    "daher", "dahin", "damals", "damit", "danach", "dann", "daran", "darauf", "daraus", "darf",
    "darin", "darum", "darüber", "das", "dass", "dasselbe", "davon", "dazu", "dein", "deine",
    "deinem", "deinen", "deiner", "deines", "dem", "demselben", "den", "denen", "denn", "denselben",
    "der", "deren", "derer", "derselbe", "derselben", "des", "desselben", "dessen", "dich", "did",
    "didnt", "die", "dies", "diese", "dieselbe", "dieselben", "diesem", "diesen", "dieser",
    "dieses", "dir", "do", "doch", "does", "doesnt", "doing", "done", "dont", "dort", "down", "du",
    "durch", "durfte", "during", "dürfen", "each", "eben", "ein", "eine", "einem", "einen", "einer",
    "eines", "einig", "einige", "einigem", "einigen", "einiger", "einiges", "einmal", "either",
    "er", "es", "etwa", "etwas", "euch", "euer", "eure", "eurem", "euren", "eurer", "eures", "ever",
    "every", "everyone", "everything", "falls", "fast", "few", "for", "from", "further", "für",
    "gar", "gegen", "gehabt", "genau", "gerade", "gewesen", "hab", "habe", "haben", "habt", "had",
    "hadnt", "has", "hasnt", "hast", "hat", "hatte", "hatten", "have", "havent", "having", "he",
    "hed", "her", "here", "hers", "herself", "hes", "hier", "him", "himself", "hin", "hinter",
    "his", "how", "hätte", "hätten", "i", "ich", "id", "if", "ihm", "ihn", "ihnen", "ihr", "ihre",
    "ihrem", "ihren", "ihrer", "ihres", "ill", "im", "immer", "in", "indem", "ins", "into", "is",
    "isnt", "ist", "its", "itself", "ive", "ja", "je", "jede", "jedem", "jeden", "jeder", "jedes",
    "jedoch", "jemand", "jene", "jenem", "jenen", "jener", "jenes", "jetzt", "just", "kann",
    "kannst", "kein", "keine", "keinem", "keinen", "keiner", "keines", "konnte", "konnten",
    "können", "könnt", "könnte", "könnten", "machen", "macht", "mag", "mal", "man", "manch",
    "manche", "manchem", "manchen", "mancher", "manches", "many", "may", "me", "mehr", "mein",
    "meine", "meinem", "meinen", "meiner", "meines", "mich", "might", "mine", "mir", "mit", "more",
    "most", "much", "muss", "musst", "musste", "mussten", "must", "mustnt", "my", "myself",
    "möchte", "möchten", "müssen", "müsst", "müsste", "nach", "nachdem", "neben", "nein", "neither",
    "nicht", "nichts", "niemand", "no", "noch", "none", "nor", "not", "nothing", "now", "nun",
    "nur", "ob", "obwohl", "oder", "of", "off", "ohne", "on", "once", "one", "only", "onto", "or",
    "other", "others", "ought", "our", "ours", "ourselves", "out", "over", "own", "per", "quite",
    "rather", "same", "schon", "sehr", "seid", "sein", "seine", "seinem", "seinen", "seiner",
    "seines", "seit", "selber", "selbst", "several", "shall", "shant", "she", "shes", "should",
    "shouldnt", "sich", "sie", "since", "sind", "so", "sobald", "solch", "solche", "solchem",
    "solchen", "solcher", "solches", "soll", "sollen", "sollst", "sollt", "sollte", "sollten",
    "some", "someone", "something", "sondern", "sonst", "sowie", "such", "than", "that", "thats",
    "the", "their", "theirs", "them", "themselves", "then", "there", "theres", "these", "they",
    "theyd", "theyll", "theyre", "theyve", "this", "those", "though", "through", "to", "too",
    "toward", "towards", "um", "und", "under", "unless", "uns", "unse", "unsem", "unsen", "unser",
    "unsere", "unserem", "unseren", "unserer", "unseres", "unses", "unter", "until", "up", "upon",
    "us", "very", "via", "viel", "viele", "vielen", "vieler", "vom", "von", "vor", "wann", "war",
    "waren", "warst", "wart", "warum", "was", "wasnt", "we", "weder", "weg", "wegen", "weil",
    "weiter", "welch", "welche", "welchem", "welchen", "welcher", "welches", "wem", "wen", "wenn",
    "wer", "werde", "werden", "werdet", "were", "werent", "weshalb", "wessen", "weve", "what",
    "whats", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "wie",
    "wieder", "wieso", "will", "willst", "wir", "wird", "wirst", "with", "within", "without", "wo",
    "wofür", "woher", "wohin", "wohl", "wollen", "wollt", "wollte", "wollten", "womit", "wont",
    "worden", "would", "wouldnt", "wurde", "wurden", "während", "wäre", "wären", "würde", "würden",
    "yet", "you", "youd", "youll", "your", "youre", "yours", "yourself", "yourselves", "youve",
    "zu", "zum", "zur", "zwar", "zwischen", "über"};

static int by_text(const void *key, const void *item)
{
	return th_str_cmp(*(const th_str *)key, th_strz(*(const char *const *)item));
}

bool word_is_common(th_str low)
{
	return bsearch(&low, common, TH_COUNT(common), sizeof common[0], by_text) != NULL;
}
