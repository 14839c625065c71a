/* check_plate.c -- German number plates in a text.
 *
 * Called by check_text.c. L-AB 1234 counts when L is the code of a district; without a hyphen, or
 * with two, it could be anything and counts only after a word such as "Kennzeichen". Never after
 * "DIN", "Typ" or "room". Silent when in doubt; plates: except: in rules.yml lists products. */
#include "check.h"

/* District codes in use, including those that came back since 2012. */
static const char districts[] = " A AA AB ABG ABI AC AE AH AIB AIC AK ALF ALZ AM AN ANA ANG ANK AÖ "
				"AP APD AR ARN ART AS ASL ASZ AT AU AUR "
				"AW AZ AZE B BA BAD BAR BB BBG BBL BC BCH BE BED BER BF BGD BGL BH "
				"BI BID BIN BIR BIT BIW BK BKS BL BLB "
				"BLK BM BN BNA BO BÖ BOG BOH BOR BOT BRA BRB BRG BRK BRL BRV BS "
				"BSB BSK BT BTF BÜD BÜR BÜS BÜZ BW BYL BZ "
				"BZA C CA CAS CB CE CHA CLP CLZ CO COC COE CR CUX CW D DA DAH DAN "
				"DAU DBR DD DE DEG DEL DGF DH DI DIL DIN "
				"DIZ DKB DL DLG DM DN DO DON DU DÜW DUD DW DZ E EA EB EBE EBN EBS "
				"ECK ED EE EF EG EH EI EIC EIL EIN EIS EL "
				"EM EMD EMS EN ER ERB ERH ERK ERZ ES ESB ESW EU EUT EW F FB FD FDB "
				"FDS FEU FF FFB FG FH FI FKB FL FLÖ FN "
				"FO FOR FR FRG FRI FRW FS FT FTL FÜ FÜS FW FZ G GA GAN GAP GC GD "
				"GDB GE GEL GEM GEO GER GF GG GHA GHC GI "
				"GK GL GLA GM GMN GN GNT GÖ GOA GOH GP GR GRA GRH GRI GRM GRZ GS "
				"GT GTH GÜ GUB GUN GV GVM GW GZ H HA HAB "
				"HAL HAM HAS HB HBN HBS HC HCH HD HDH HDL HE HEB HEF HEI HEL HER "
				"HET HF HG HGN HGW HH HHM HI HIG HIP HK "
				"HL HM HMÜ HN HO HOG HOH HOL HOM HOR HÖS HOT HP HR HRO HS HSK HST "
				"HU HUN HUS HV HVL HWI HX HY HZ IGB IK IL "
				"ILL IN IZ J JB JE JL JÜL K KA KB KC KE KEH KEL KEM KF KG KH KI "
				"KIB KK KL KLE KLZ KM KN KO KÖN KÖT KÖZ KR "
				"KRU KS KT KU KÜN KUS KW KY KYF L LA LAN LAU LB LBS LBZ LC LD LDK "
				"LDS LEO LER LEV LF LG LH LI LIB LIF LIP "
				"LL LM LN LÖ LÖB LOS LP LR LRO LSA LSN LSZ LU LÜN LUP LWL M MA MAB "
				"MAI MAK MAL MB MC MD ME MED MEG MEI MEK "
				"MEL MER MET MG MGH MGN MH MHL MI MIL MK MKK ML MM MN MO MOD MOL "
				"MON MOS MQ MR MS MSE MSH MSP MST MTK MTL "
				"MÜ MÜB MÜL MÜN MÜR MVL MW MY MYK MZ MZG N NAB NAI NAU NB ND NDH "
				"NE NEA NEB NEC NEN NES NEW NF NH NI NK NL "
				"NM NMB NMS NÖ NOH NOL NOM NOR NP NR NRÜ NRW NS NT NU NVP NW NWM "
				"NY NZ OA OAL OB OBB OBG OC OCH OD OE OF "
				"OG OH OHA ÖHR OHV OHZ OK OL OP OPR OR OS OSL OTW OVI OVL OVP OVR "
				"P PA PAF PAN PAR PB PCH PE PEG PER PF PI "
				"PIR PL PLÖ PM PN PR PRÜ PS PW PZ QFT QLB R RA RC RD RDG RE REG "
				"REH REI RG RH RI RID RIE RL RM RN RO ROD "
				"ROF ROH ROK ROL ROS ROT ROW RP RS RSL RT RU RÜD RÜG RV RW RZ S "
				"SAB SAD SAL SAN SAW SB SBG SBK SC SCZ SDH "
				"SDL SDT SE SEB SEE SEF SEL SFB SFT SG SGH SH SHA SHG SHK SHL SI "
				"SIG SIM SK SL SLE SLF SLG SLK SLN SLS SLÜ "
				"SLZ SM SMÜ SN SO SOB SOG SOK SÖM SON SP SPB SPN SR SRB SRO ST STA "
				"STB STD STE STL STO SU SUL SÜW SW SWA SY "
				"SZ SZB TBB TDO TE TET TF TG THL THW TIR TO TÖL TP TR TS TT TÜ TUT "
				"ÜB UE UEM UFF UH UL UM UN USI V VAI VB "
				"VEC VER VG VIB VIE VIT VK VOH VR VS W WA WAF WAK WAN WAR WAT WB "
				"WBS WDA WE WEL WEN WER WES WF WG WHV WI "
				"WIL WIS WIT WIZ WK WL WLG WM WMS WN WND WO WOB WOH WOL WOR WOS WR "
				"WRN WS WSF WST WSW WT WTL WTM WÜ WUG WÜM "
				"WUN WUR WW WZ WZL X Y Z ZE ZEL ZI ZIG ZP ZR ZW ZZ ";

static const char *const is_plate[] = {"Kennzeichen", "Nummernschild", "Nummernschildern",
    "Autokennzeichen", "Autonummer", "plate", "plates", "licence", "license", "registration", NULL};
static const char *const is_other[] = {"DIN", "EN", "ISO", "VDE", "Typ", "Typen", "Modell", "Model",
    "Type", "Art", "Artikel", "Nr", "Teil", "Bauteil", "Job", "Job-ID", "Stelle", "Kennziffer",
    "Fach", "Gang", "Regal", "Halle", "Raum", "room", "shelf", "aisle", "part", "Zeichnung",
    "drawing", "Platine", "board", "version", "Norm", "standard", "Ticket", "Schraube", "Klemme",
    "Kabel", "terminal", "Serie", "series", "Gerät", "unit", "Prüfstand", "rig", NULL};

typedef struct plate {
	size_t to;
	bool sure; /* L-AB 1234 */
} plate;

/* A to Z, Ä, Ö and Ü; *n octets. */
static bool upper(const prose *p, size_t at, size_t *n)
{
	unsigned char c = at < p->file.n ? (unsigned char)p->file.p[at] : 0;
	*n = 1;
	if (c >= 'A' && c <= 'Z')
		return prose_readable(p, at);
	if (c != 0xc3 || at + 1 >= p->file.n)
		return false;
	*n = 2;
	c = (unsigned char)p->file.p[at + 1];
	return (c == 0x84 || c == 0x96 || c == 0x9c) && prose_readable(p, at);
}

/* Is it part of something longer? An accented Latin letter is two octets, the first 0xc3. */
static bool joined(const prose *p, size_t from, size_t to)
{
	th_str s = p->file;
	if (from > 0 && (th_is_alnum(s.p[from - 1]) || memchr("-_/.#", s.p[from - 1], 5)))
		return true;
	if (from > 1 && (unsigned char)s.p[from - 2] == 0xc3)
		return true;
	return to < s.n && (th_is_alnum(s.p[to]) || s.p[to] == '-' || s.p[to] == '_' ||
			       (unsigned char)s.p[to] == 0xc3);
}

/* The offset after up to `most` capitals. */
static size_t capitals(const prose *p, size_t at, int most)
{
	size_t n;
	for (int i = 0; i < most && upper(p, at, &n); i++)
		at += n;
	return at;
}

static size_t gap(const prose *p, size_t at, bool *hyphen)
{
	th_str nbsp = th_str_sub(p->file, at, at + 2);
	*hyphen = at < p->file.n && p->file.p[at] == '-';
	if (*hyphen || (at < p->file.n && p->file.p[at] == ' '))
		return at + 1;
	return th_str_eqz(nbsp, "\xc2\xa0") ? at + 2 : at;
}

static bool district(th_str sign)
{
	char padded[16];
	if (sign.n == 0 || sign.n > 6)
		return false;
	padded[0] = ' ';
	memcpy(padded + 1, sign.p, sign.n);
	padded[sign.n + 1] = ' ';
	return th_str_find(
		   th_strn(districts, sizeof(districts) - 1), th_strn(padded, sign.n + 2)) >= 0;
}

static bool read_plate(plate *out, const prose *p, size_t at)
{
	th_str s = p->file;
	bool first, second;
	size_t sign = capitals(p, at, 3);
	size_t letters = gap(p, sign, &first);
	size_t after = letters;
	while (after < s.n && after - letters < 2 && s.p[after] >= 'A' && s.p[after] <= 'Z')
		after++;
	size_t digits = gap(p, after, &second), end = digits;
	while (end < s.n && end - digits < 5 && th_is_digit(s.p[end]))
		end++;
	if (letters == sign || after == letters || digits == after || end == digits ||
	    end - digits > 4 || s.p[digits] == '0')
		return false;
	out->sure = first && !second;
	out->to = end;
	if (end < s.n && (s.p[end] == 'E' || s.p[end] == 'H'))
		out->to = ++end;
	bool decimal =
	    end + 1 < s.n && (s.p[end] == ',' || s.p[end] == '.') && th_is_digit(s.p[end + 1]);
	return !decimal && !joined(p, at, end) && district(th_str_sub(s, at, sign));
}

void check_plate(check *c)
{
	const prose *p = c->prose;
	for (size_t i = 0; i < p->file.n; i++) {
		size_t n;
		plate found;
		if (!upper(p, i, &n))
			continue;
		if (!read_plate(&found, p, i)) {
			i = capitals(p, i, 8) - 1;
			continue;
		}
		th_str text = th_str_sub(p->file, i, found.to);
		bool product = false;
		for (size_t k = 0; k < c->rules->plates.n; k++)
			product = product || th_str_starts(text, c->rules->plates.v[k]);
		bool announced = prose_word_before_in(p, i, is_plate, 3);
		if (!product &&
		    (announced || (found.sure && !prose_word_before_in(p, i, is_other, 3))))
			check_report(c, GUIDELINE_PLATE, i, text);
		i = found.to - 1;
	}
}
