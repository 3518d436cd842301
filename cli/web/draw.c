/* draw.c -- see draw.h. All arithmetic here is about pixels: figures become doubles only to be placed. */
#include "cli/web/draw.h"
#include <math.h>

/* --- scales --------------------------------------------------------------------------------------------------------- */
typedef struct {
  double low, high; /* values at the ends */
  double from, to;  /* pixels */
} Axis;

static double place(const Axis *a, double v) {
  if (v < a->low) v = a->low;
  if (v > a->high) v = a->high;
  return a->from + (v - a->low) / (a->high - a->low) * (a->to - a->from);
}

/* 1, 2 or 5 times a power of ten, so that about n steps fill the span. */
static double nice_step(double span, double n) {
  double raw = span / n, power = pow(10, floor(log10(raw))), f = raw / power;
  return (f < 1.5 ? 1 : f < 3.5 ? 2 : f < 7.5 ? 5 : 10) * power;
}

static void widen(double *low, double *high, double v) {
  if (v < *low) *low = v;
  if (v > *high) *high = v;
}

static Axis axis_of(const Reading *rows, size_t n, double from, double to) {
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    if (!rows[i].loose.no_low) widen(&low, &high, number_double(rows[i].loose.low));
    if (!rows[i].loose.no_high) widen(&low, &high, number_double(rows[i].loose.high));
    if (rows[i].has_value) widen(&low, &high, number_double(rows[i].value));
  }
  if (!(low <= high)) low = 0, high = 1;
  double pad = high > low ? (high - low) * 0.08 : fabs(high) * 0.05 + 0.5;
  return (Axis){low - pad, high + pad, from, to};
}

/* --- number line ---------------------------------------------------------------------------------------------------- */
static void rect(Buf *b, const char *class, double x, double y, double w, double h, double r) {
  markup_lit(b, "<rect");
  markup_attr(b, "class", str_of(class));
  markup_attr_real(b, "x", x);
  markup_attr_real(b, "y", y);
  markup_attr_real(b, "width", w > 0 ? w : 0);
  markup_attr_real(b, "height", h);
  if (r > 0) markup_attr_real(b, "rx", r);
  markup_lit(b, "/>");
}

static void line(Buf *b, const char *class, double x1, double y1, double x2, double y2) {
  markup_lit(b, "<line");
  markup_attr(b, "class", str_of(class));
  markup_attr_real(b, "x1", x1);
  markup_attr_real(b, "y1", y1);
  markup_attr_real(b, "x2", x2);
  markup_attr_real(b, "y2", y2);
  markup_lit(b, "/>");
}

static void open_text(Buf *b, const char *class, double x, double y, const char *anchor) {
  markup_lit(b, "<text");
  markup_attr(b, "class", str_of(class));
  markup_attr_real(b, "x", x);
  markup_attr_real(b, "y", y);
  if (anchor) markup_attr(b, "text-anchor", str_of(anchor));
  markup_lit(b, ">");
}

static void text(Buf *b, const char *class, double x, double y, const char *anchor, Str s, size_t most) {
  open_text(b, class, x, y, anchor);
  markup_text_short(b, s, most);
  markup_lit(b, "</text>");
}

static void circle(Buf *b, const char *class, double x, double y, double r) {
  markup_lit(b, "<circle");
  markup_attr(b, "class", str_of(class));
  markup_attr_real(b, "cx", x);
  markup_attr_real(b, "cy", y);
  markup_attr_real(b, "r", r);
  markup_lit(b, "/>");
}

/* An open end: the bar fades out in three steps and an arrow says that it goes on. */
static void open_end(Buf *b, double x, double y, bool right, double end) {
  double w = right ? end - x : x - end;
  for (int i = 0; i < 3; i++) {
    const char *class = i == 0 ? "fade f1" : i == 1 ? "fade f2" : "fade f3";
    rect(b, class, right ? x + w * i / 3 : x - w * (i + 1) / 3, y - 6, w / 3, 12, 0);
  }
  markup_lit(b, "<path class=\"arrow\"");
  Buf d = BUF_INIT;
  double step = right ? -8 : 8;
  buf_printf(&d, "M%.1f %.1fL%.1f %.1fL%.1f %.1f", end + step, y - 6, end, y, end + step, y + 6);
  markup_attr(b, "d", buf_str(&d));
  buf_release(&d);
  markup_lit(b, "/>");
}

static void bars(Buf *b, const Axis *a, const Reading *r, double y) {
  if (r->loose.no_high || r->loose.no_low) {
    bool right = r->loose.no_high;
    double x = place(a, number_double(right ? r->loose.low : r->loose.high));
    if (!(r->loose.no_low && r->loose.no_high)) open_end(b, x, y, right, right ? a->to : a->from);
    line(b, "stop", x, y - 9, x, y + 9);
  } else {
    double x1 = place(a, number_double(r->loose.low)), x2 = place(a, number_double(r->loose.high));
    rect(b, "loose", x1, y - 3, x2 - x1 < 4 ? 4 : x2 - x1, 6, 3);
    if (!r->tight.no_low && !r->tight.no_high) {
      double t1 = place(a, number_double(r->tight.low)), t2 = place(a, number_double(r->tight.high));
      rect(b, "tight", t1, y - 7, t2 - t1 < 5 ? 5 : t2 - t1, 14, 3);
    }
  }
  if (r->has_value) circle(b, r->limit ? "open" : "dot", place(a, number_double(r->value)), y, r->limit ? 5 : 4.5);
}

static void ticks(Buf *b, const Axis *a, double top, double bottom, Str unit, double count) {
  double step = nice_step(a->high - a->low, count);
  for (double v = ceil(a->low / step) * step; v <= a->high + step / 1e6; v += step) {
    double x = place(a, v);
    Number n;
    Buf plain = BUF_INIT;
    line(b, "grid", x, top, x, bottom);
    buf_printf(&plain, "%.12g", fabs(v) < step / 1e6 ? 0.0 : v);
    if (number_parse(&n, buf_str(&plain))) {
      open_text(b, "tick", x, bottom + 19, "middle");
      piece_value(b, n, unit);
      markup_lit(b, "</text>");
    }
    buf_release(&plain);
  }
  line(b, "axis", a->from, bottom, a->to, bottom);
}

static void put_band(Buf *b, const Axis *a, const Interval *band, double top, double bottom, Str unit) {
  if (!band || band->no_low || band->no_high) return;
  double x1 = place(a, number_double(band->low)), x2 = place(a, number_double(band->high)), mid = (x1 + x2) / 2;
  if (mid < a->from + 110) mid = a->from + 110;
  if (mid > a->to - 110) mid = a->to - 110;
  rect(b, "band", x1, top - 8, x2 - x1 < 3 ? 3 : x2 - x1, bottom - top + 8, 0);
  text(b, "bandt", mid, 16, "middle", STR("what the agreeing sources allow"), 60);
  open_text(b, "bandv", mid, 32, "middle");
  piece_reading(b, *band, unit);
  markup_lit(b, "</text>");
}

static const char *row_class(Word w) {
  static const char *const classes[] = {"row apart", "row agrees", "row updated", "row close", "row conflict"};
  return classes[w];
}

static void chip(Buf *b, const Reading *r, double x, double y, double w) {
  static const char *const signs[] = {"· ", "✓ ", "↻ ", "≈ ", "✕ "};
  Buf class = BUF_INIT;
  buf_printf(&class, "vc %s", word_name(r->word));
  rect(b, class.p, x, y - 12, w, 24, 6);
  buf_reset(&class);
  buf_printf(&class, "v %s", word_name(r->word));
  open_text(b, class.p, x + 10, y + 5, NULL);
  buf_puts(b, signs[r->word]);
  markup_text_short(b, r->verdict, 22);
  markup_lit(b, "</text>");
  buf_release(&class);
}

static void wide_row(Buf *b, const Axis *a, const Reading *r, double y) {
  markup_lit(b, "<g");
  markup_attr(b, "class", str_of(row_class(r->word)));
  markup_lit(b, "><a");
  markup_attr(b, "href", r->anchor);
  markup_lit(b, ">");
  rect(b, "hit", 0, y - 23, 1100, 46, 0);
  text(b, "src", 14, y - 3, NULL, r->name, 30);
  text(b, "sub", 14, y + 14, NULL, r->note, 36);
  bars(b, a, r, y);
  text(b, "val", 776, y + 5, NULL, r->figure, 24);
  chip(b, r, 954, y, 144);
  markup_lit(b, "</a></g>");
}

static void narrow_row(Buf *b, const Axis *a, const Reading *r, double y) {
  markup_lit(b, "<g");
  markup_attr(b, "class", str_of(row_class(r->word)));
  markup_lit(b, "><a");
  markup_attr(b, "href", r->anchor);
  markup_lit(b, ">");
  rect(b, "hit", 0, y - 44, 360, 66, 0);
  text(b, "src", 4, y - 26, NULL, r->name, 24);
  text(b, "val", 356, y - 26, "end", r->figure, 22);
  bars(b, a, r, y);
  markup_lit(b, "</a></g>");
}

static void describe(Buf *b, const Reading *rows, size_t n) {
  markup_lit(b, "<title>What each source allows</title><desc>");
  for (size_t i = 0; i < n; i++) {
    markup_text(b, rows[i].name);
    markup_lit(b, ": ");
    markup_text(b, rows[i].figure);
    markup_lit(b, ", ");
    markup_text(b, rows[i].verdict);
    markup_lit(b, ". ");
  }
  markup_lit(b, "</desc>");
}

static void open_svg(Buf *b, const char *class, double w, double h, const char *label) {
  Buf box = BUF_INIT;
  markup_lit(b, "<svg role=\"group\"");
  markup_attr(b, "class", str_of(class));
  markup_attr(b, "aria-label", str_of(label));
  buf_printf(&box, "0 0 %.0f %.0f", w, h);
  markup_attr(b, "viewBox", buf_str(&box));
  buf_release(&box);
  markup_lit(b, ">");
}

void draw_number_line(Buf *b, const Reading *rows, size_t n, const Interval *band, Str unit) {
  const double top = band ? 48 : 8, step = 46;
  Axis a = axis_of(rows, n, 262, 758);
  double bottom = top + step * (double)n + 6;
  open_svg(b, "nl wide", 1100, bottom + 28, "What each source allows");
  describe(b, rows, n);
  put_band(b, &a, band, top, bottom, unit);
  ticks(b, &a, top - 2, bottom, unit, 6);
  for (size_t i = 0; i < n; i++) wide_row(b, &a, &rows[i], top + step * ((double)i + 0.5));
  markup_lit(b, "</svg>");
  Axis s = axis_of(rows, n, 10, 350);
  bottom = top + 66 * (double)n + 4;
  open_svg(b, "nl narrow", 360, bottom + 28, "What each source allows, narrow");
  describe(b, rows, n);
  put_band(b, &s, band, top, bottom, unit);
  ticks(b, &s, top - 2, bottom, unit, 3);
  for (size_t i = 0; i < n; i++) narrow_row(b, &s, &rows[i], top + 66 * (double)i + 46);
  markup_lit(b, "</svg>");
}

void draw_spark(Buf *b, const Reading *rows, size_t n) {
  Axis a = axis_of(rows, n, 6, 154);
  double h = 6 + 8 * (double)(n < 6 ? n : 6);
  markup_lit(b, "<svg class=\"spark\" aria-hidden=\"true\"");
  Buf box = BUF_INIT;
  buf_printf(&box, "0 0 160 %.0f", h);
  markup_attr(b, "viewBox", buf_str(&box));
  buf_release(&box);
  markup_lit(b, ">");
  for (size_t i = 0; i < n && i < 6; i++) {
    const Reading *r = &rows[i];
    double y = 7 + 8 * (double)i;
    double x1 = r->loose.no_low ? a.from : place(&a, number_double(r->loose.low));
    double x2 = r->loose.no_high ? a.to : place(&a, number_double(r->loose.high));
    markup_lit(b, "<g");
    markup_attr(b, "class", str_of(row_class(r->word)));
    markup_lit(b, ">");
    rect(b, "loose", x1, y - 2, x2 - x1 < 3 ? 3 : x2 - x1, 4, 2);
    if (r->has_value) circle(b, r->limit ? "open" : "dot", place(&a, number_double(r->value)), y, 3);
    markup_lit(b, "</g>");
  }
  markup_lit(b, "</svg>");
}

/* --- timeline ------------------------------------------------------------------------------------------------------- */
static void day_label(Buf *b, Day d, double span) {
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  Civil c = civil_of(d);
  if (span > 1500)
    buf_put_i64(b, c.year);
  else if (span > 70)
    buf_printf(b, "%s %d", months[c.month - 1], c.year);
  else
    buf_printf(b, "%d %s", c.day, months[c.month - 1]);
}

/* At most labels ticks, on whole days. */
static void time_axis(Buf *b, const Axis *x, double bottom, double labels) {
  double step = ceil((x->high - x->low) / labels);
  if (step < 1) step = 1;
  line(b, "axis", x->from, bottom, x->to, bottom);
  for (double v = ceil(x->low + step / 4); v <= x->high - step / 4; v += step) {
    open_text(b, "tick", place(x, v), bottom + 19, "middle");
    day_label(b, (Day)v, x->high - x->low);
    markup_lit(b, "</text>");
  }
}

static void value_axis(Buf *b, const Axis *y, double left, double right, Str unit) {
  double step = nice_step(y->high - y->low, 4);
  for (double v = ceil(y->low / step) * step; v <= y->high + step / 1e6; v += step) {
    Number n;
    Buf plain = BUF_INIT;
    line(b, "grid", left, place(y, v), right, place(y, v));
    buf_printf(&plain, "%.12g", fabs(v) < step / 1e6 ? 0.0 : v);
    if (number_parse(&n, buf_str(&plain))) {
      open_text(b, "tick", left - 8, place(y, v) + 4, "end");
      piece_value(b, n, unit);
      markup_lit(b, "</text>");
    }
    buf_release(&plain);
  }
}

static void put_dot(Buf *b, const Site *s, const Axis *x, const Axis *y, const Dot *d) {
  const char *tag = s ? "a" : "g";
  double px = place(x, d->day);
  double y1 = d->range.no_low ? y->from : place(y, number_double(d->range.low));
  double y2 = d->range.no_high ? y->to : place(y, number_double(d->range.high));
  buf_printf(b, "<%s", tag);
  if (s) site_href(b, s, SCREEN_CLAIM, d->href_id);
  markup_lit(b, "><title>");
  markup_text(b, d->label);
  markup_lit(b, "</title>");
  line(b, d->forecast ? "bar forecast" : "bar", px, y1, px, y2);
  double v = d->has_value       ? number_double(d->value)
             : d->range.no_high ? number_double(d->range.low)
                                : number_double(d->range.high);
  circle(b, d->limit ? "open" : d->forecast ? "dot forecast" : "dot", px, place(y, v), 5);
  buf_printf(b, "</%s>", tag);
}

/* Axes that hold all dots, between the pixels that they come with; false without dots. */
static bool fit_axes(Axis *x, Axis *y, const Dot *dots, size_t n) {
  double low = INFINITY, high = -INFINITY, first = INFINITY, last = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    if (!dots[i].range.no_low) widen(&low, &high, number_double(dots[i].range.low));
    if (!dots[i].range.no_high) widen(&low, &high, number_double(dots[i].range.high));
    widen(&first, &last, dots[i].day);
  }
  if (!(low <= high)) return false;
  double pad = high > low ? (high - low) * 0.1 : fabs(high) * 0.1 + 1, days = last > first ? (last - first) * 0.06 : 2;
  *x = (Axis){first - days, last + days, x->from, x->to};
  *y = (Axis){low - pad, high + pad, y->from, y->to};
  return true;
}

/* s NULL: the dots lead nowhere. */
static void put_dots(Buf *b, const Site *s, const Axis *x, const Axis *y, const Dot *dots, size_t n, Str unit,
                     double labels) {
  value_axis(b, y, x->from, x->to, unit);
  time_axis(b, x, y->from + 6, labels);
  for (size_t i = 0; i < n; i++) put_dot(b, s, x, y, &dots[i]);
  markup_lit(b, "</svg>");
}

static void timeline(Buf *b, const Site *s, const Dot *dots, size_t n, Str unit, const char *class, double width,
                     double left, double labels) {
  Axis x = {.from = left, .to = width - 14}, y = {.from = 190, .to = 14};
  if (!fit_axes(&x, &y, dots, n)) return;
  open_svg(b, class, width, 224, "Timeline");
  put_dots(b, s, &x, &y, dots, n, unit, labels);
}

void draw_timeline(Buf *b, const Site *s, const Dot *dots, size_t n, Str unit) {
  timeline(b, s, dots, n, unit, "tl wide", 1100, 110, 8);
  timeline(b, s, dots, n, unit, "tl narrow", 360, 96, 2);
}

#define ALONE                                                                                                          \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 290\" role=\"img\"><style>text{font:12px sans-serif;"   \
  "fill:#333}.head{font-size:15px}.tick{fill:#555}.grid{stroke:#ddd}.axis{stroke:#777}.bar{stroke:#7a9cc6;"            \
  "stroke-width:3}.bar.forecast{stroke-dasharray:3 5}.dot{fill:#1f4e8c}.open,.dot.forecast{fill:#fff;stroke:#1f4e8c;"  \
  "stroke-width:2}</style><rect width=\"800\" height=\"290\" fill=\"#fff\"/><title>"

void draw_timeline_alone(Buf *b, Str title, const Dot *dots, size_t n, Str unit) {
  Axis x = {.from = 110, .to = 780}, y = {.from = 240, .to = 50};
  markup_lit(b, ALONE);
  markup_text(b, title);
  markup_lit(b, "</title>");
  text(b, "head", 110, 26, NULL, title, 90);
  if (fit_axes(&x, &y, dots, n))
    put_dots(b, NULL, &x, &y, dots, n, unit, 6);
  else
    markup_lit(b, "</svg>");
}
