/* timeline_svg.c -- a timeline as a drawing: time to the right, values upwards from zero unless all lie far above it. */
#include "ledger/compare.h"
#include "ledger/timeline.h"

enum { WIDTH = 800, HEIGHT = 320, LEFT = 110, RIGHT = 20, TOP = 40, BOTTOM = 40 };

typedef struct {
  double first, last; /* days */
  double low, high;   /* values */
} Frame;

/* The ends of the bars count, as far as they are stated. */
static void widen(Frame *f, double low, double high) {
  if (low < f->low) f->low = low;
  if (high > f->high) f->high = high;
}

static double end_of(bool none, Number end, Number value) { return number_double(none ? value : end); }

static Frame frame_of(const Timeline *t) {
  double start = t->n ? number_double(t->points[0].value) : 0;
  Frame f = {t->n ? t->points[0].last : 0, t->n ? t->points[t->n - 1].last : 1, start, start};
  for (size_t i = 0; i < t->n; i++) {
    const Point *p = &t->points[i];
    widen(&f, end_of(p->range.no_low, p->range.low, p->value), end_of(p->range.no_high, p->range.high, p->value));
  }
  if (f.low > 0 && f.low < f.high / 2) f.low = 0;
  if (f.high <= f.low) f.high = f.low + 1;
  if (f.last <= f.first) f.last = f.first + 1;
  return f;
}

static double x_of(const Frame *f, double day) {
  return LEFT + (WIDTH - LEFT - RIGHT) * (day - f->first) / (f->last - f->first);
}
static double y_of(const Frame *f, double value) {
  return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - f->low) / (f->high - f->low);
}

static void put_text(Buf *b, Str s) {
  for (size_t i = 0; i < s.n; i++) switch (s.p[i]) {
    case '&': buf_puts(b, "&amp;"); break;
    case '<': buf_puts(b, "&lt;"); break;
    case '>': buf_puts(b, "&gt;"); break;
    case '"': buf_puts(b, "&quot;"); break;
    default: buf_putc(b, s.p[i]);
    }
}

static void put_words(Buf *b, Str id) {
  for (size_t i = 0; i < id.n; i++) buf_putc(b, id.p[i] == '_' ? ' ' : id.p[i]);
}

static void put_head(Buf *b, const Timeline *t) {
  Buf title = BUF_INIT;
  buf_put(&title, t->subject);
  buf_puts(&title, ", ");
  put_words(&title, t->measure);
  if (t->unit.n) buf_printf(&title, " (%.*s)", STR_ARGS(t->unit));
  buf_printf(b,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" "
             "font-size=\"12\">\n<title>",
             WIDTH, HEIGHT);
  put_text(b, buf_str(&title));
  buf_printf(b, "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n<text x=\"%d\" y=\"22\" font-size=\"15\">",
             WIDTH, HEIGHT, LEFT);
  put_text(b, buf_str(&title));
  buf_puts(b, "</text>\n");
  buf_release(&title);
}

/* Lines at the bottom, in the middle and at the top, named by their values. */
static void put_scale(Buf *b, const Frame *f) {
  for (int i = 0; i <= 2; i++) {
    double value = f->low + (f->high - f->low) * i / 2, y = y_of(f, value);
    static const struct {
      double size;
      const char *name;
    } scales[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}, {1e4, " k"}};
    double shown = value, top = f->high < 0 ? -f->low : f->high;
    const char *name = "";
    for (size_t k = 0; k < sizeof scales / sizeof *scales && !*name; k++)
      if (top >= scales[k].size) {
        name = scales[k].name;
        shown = value / (scales[k].size == 1e4 ? 1e3 : scales[k].size);
      }
    buf_printf(b,
               "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n<text x=\"%d\" y=\"%.1f\" "
               "text-anchor=\"end\">%.4g%s</text>\n",
               LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + 4, shown, name);
  }
}

static void put_days(Buf *b, const Timeline *t) {
  buf_printf(b, "<text x=\"%d\" y=\"%d\">", LEFT, HEIGHT - 14);
  day_put(b, t->points[0].last);
  buf_printf(b, "</text>\n<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", WIDTH - RIGHT, HEIGHT - 14);
  day_put(b, t->points[t->n - 1].last);
  buf_puts(b, "</text>\n");
}

static void put_point(Buf *b, const Frame *f, const Point *p) {
  double x = x_of(f, p->last);
  double low = y_of(f, end_of(p->range.no_low, p->range.low, p->value)),
         high = y_of(f, end_of(p->range.no_high, p->range.high, p->value));
  bool expected =
      p->modality == MODALITY_FORECAST || p->modality == MODALITY_TARGET || p->modality == MODALITY_POSSIBLE;
  buf_printf(b, "<g><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#7a9cc6\" stroke-width=\"3\"/>", x,
             x, low, high);
  buf_printf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"#1f4e8c\"/><title>", x,
             y_of(f, number_double(p->value)), expected ? "#fff" : "#1f4e8c");
  put_text(b, p->text);
  buf_puts(b, ", ");
  day_put(b, p->last);
  if (p->publisher.n) buf_puts(b, ", ");
  put_text(b, p->publisher);
  buf_puts(b, "</title></g>\n");
}

void timeline_svg(Buf *b, const Timeline *t) {
  Frame f = frame_of(t);
  put_head(b, t);
  put_scale(b, &f);
  if (t->n) put_days(b, t);
  for (size_t i = 0; i < t->n; i++) put_point(b, &f, &t->points[i]);
  buf_puts(b, "</svg>\n");
}
