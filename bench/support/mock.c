// A model server for benchmarks: one thread, epoll, constant latency. What the Node mock spends on a request (~0.1 ms)
// would otherwise bound every figure. Build: cc -O2 -o mock mock.c. Use: mock LATENCY_MS ANSWER_BYTES; prints its port.
// POST anything under /v1: a chat completion, streamed in an event for each 4 bytes where that is asked for; a request with
// `response_format` gets a verdict. GET /stats, GET /v1/models.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 4096

struct connection { char *in; size_t used, room; uint32_t turn; };
struct due { double at; int fd; uint32_t turn, hash; int verdict, stream; };

static struct connection connections[MAX_FD];
static struct due queue[1 << 16];
static unsigned head, tail;
static double latency;
static char *answer;
static long requests, in_flight, most_in_flight;
static double first_at;

static const char *json = "application/json";

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void reply(int fd, const char *type, const char *body) {
  static char out[1 << 20];
  int n = snprintf(out, sizeof out,
    "HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %zu\r\nconnection: keep-alive\r\n\r\n%s",
    type, strlen(body), body);
  for (int sent = 0; sent < n;) {
    ssize_t k = write(fd, out + sent, n - sent);
    if (k > 0) sent += k;
    else if (k < 0 && errno != EAGAIN && errno != EINTR) return;
  }
}

static int event(char *out, uint32_t hash, const char *delta, const char *finish, const char *usage) {
  return sprintf(out,
    "data: {\"id\":\"c-%08x\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"mock\",\"choices\":[%s%s%s%s%s]%s}\n\n",
    hash, delta ? "{\"index\":0,\"delta\":" : "", delta ? delta : "", delta ? ",\"finish_reason\":" : "", delta ? finish : "",
    delta ? "}" : "", usage);
}

// The same answer, 4 bytes an event, as an engine streams its tokens.
static void stream(struct due *d, const char *text, const char *usage) {
  static char body[1 << 20];
  char delta[64], *end = body;
  end += event(end, d->hash, "{\"role\":\"assistant\",\"content\":\"\"}", "null", "");
  for (size_t at = 0, n = strlen(text); at < n;) {
    int k = text[at] == '\\' ? 2 : 0;
    while (k < 4 && at + k < n && (k == 0 || text[at + k] != '\\')) k++;
    sprintf(delta, "{\"content\":\"%.*s\"}", k, text + at);
    end += event(end, d->hash, delta, "null", "");
    at += k;
  }
  end += event(end, d->hash, "{}", "\"stop\"", "");
  end += event(end, d->hash, NULL, NULL, usage);
  strcpy(end, "data: [DONE]\n\n");
  if (connections[d->fd].turn == d->turn) reply(d->fd, "text/event-stream", body);
}

static void complete(struct due *d) {
  static char body[1 << 16];
  const char *label = d->hash & 1 ? "safe" : "unsafe";
  if (d->stream) {
    snprintf(body, sizeof body, "{\\\"rationale\\\":\\\"the river ran past the mill\\\",\\\"label\\\":\\\"%s\\\"}", label);
    in_flight--;
    if (d->verdict) stream(d, body, ",\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":20,\"total_tokens\":920}");
    else stream(d, answer, ",\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":60,\"total_tokens\":80}");
    return;
  }
  if (d->verdict)
    snprintf(body, sizeof body,
      "{\"id\":\"c-%08x\",\"object\":\"chat.completion\",\"created\":0,\"model\":\"mock\",\"choices\":[{\"index\":0,"
      "\"message\":{\"role\":\"assistant\",\"content\":\"{\\\"rationale\\\":\\\"the river ran past the mill\\\","
      "\\\"label\\\":\\\"%s\\\"}\"},\"finish_reason\":\"stop\"}],"
      "\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":20,\"total_tokens\":920}}", d->hash, label);
  else
    snprintf(body, sizeof body,
      "{\"id\":\"c-%08x\",\"object\":\"chat.completion\",\"created\":0,\"model\":\"mock\",\"choices\":[{\"index\":0,"
      "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}],"
      "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":60,\"total_tokens\":80}}", d->hash, answer);
  in_flight--;
  if (connections[d->fd].turn == d->turn) reply(d->fd, json, body);
}

static void handle(int fd, const char *request, const char *body, size_t length) {
  char page[256];
  if (!strncmp(request, "GET /stats", 10)) {
    snprintf(page, sizeof page, "{\"requests\":%ld,\"maxInFlight\":%ld,\"firstAt\":%.3f}", requests, most_in_flight, first_at);
    requests = most_in_flight = 0, first_at = 0;
    reply(fd, json, page);
  } else if (!strncmp(request, "GET ", 4)) {
    reply(fd, json, "{\"object\":\"list\",\"data\":[{\"id\":\"mock\",\"object\":\"model\",\"owned_by\":\"bench\"}]}");
  } else {
    if (!requests++) first_at = now(CLOCK_REALTIME);
    if (++in_flight > most_in_flight) most_in_flight = in_flight;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)body[i]) * 16777619u;
    int verdict = memmem(body, length, "\"response_format\"", 17) != NULL;
    struct due d = {now(CLOCK_MONOTONIC) + latency, fd, connections[fd].turn, hash ^ hash >> 15, verdict,
      memmem(body, length, "\"stream\":true", 13) != NULL};
    if (latency > 0) queue[tail++ & 0xffff] = d;
    else complete(&d);
  }
}

static void drop(int fd) {
  connections[fd].turn++;
  connections[fd].used = 0;
  close(fd);
}

static void readable(int fd) {
  struct connection *c = &connections[fd];
  for (;;) {
    if (c->room - c->used < 65536) c->in = realloc(c->in, c->room += 131072);
    ssize_t n = read(fd, c->in + c->used, c->room - c->used - 1);
    if (n < 0 && errno == EAGAIN) break;
    if (n <= 0) return drop(fd);
    c->used += n;
  }
  for (;;) {
    c->in[c->used] = 0;
    char *end = memmem(c->in, c->used, "\r\n\r\n", 4);
    if (!end) return;
    char *field = strcasestr(c->in, "content-length:");
    size_t length = field && field < end ? strtoul(field + 15, NULL, 10) : 0;
    size_t whole = end + 4 - c->in + length;
    if (c->used < whole) return;
    handle(fd, c->in, end + 4, length);
    memmove(c->in, c->in + whole, c->used - whole);
    c->used -= whole;
  }
}

int main(int argc, char **argv) {
  latency = argc > 1 ? atof(argv[1]) : 0;
  int bytes = argc > 2 ? atoi(argv[2]) : 240;
  answer = malloc(bytes + 1);
  for (int i = 0; i < bytes; i++) answer[i] = "the river runs past an old mill "[i % 32];
  answer[bytes] = 0;
  int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(server, (struct sockaddr *)&address, size) || listen(server, 1024)) return perror("listen"), 1;
  getsockname(server, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  int poll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = server}, ready[256];
  epoll_ctl(poll, EPOLL_CTL_ADD, server, &event);
  for (;;) {
    double wait = head == tail ? -1 : queue[head & 0xffff].at - now(CLOCK_MONOTONIC);
    struct timespec limit = {wait < 0 ? 0 : wait / 1e3, wait < 0 ? 0 : (long)(wait * 1e6) % 1000000000};
    int n = epoll_pwait2(poll, ready, 256, head == tail ? NULL : &limit, NULL);
    for (int i = 0; i < n; i++) {
      int fd = ready[i].data.fd;
      if (fd != server) { readable(fd); continue; }
      for (int client; (client = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        if (client >= MAX_FD) { close(client); continue; }
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event add = {.events = EPOLLIN, .data.fd = client};
        epoll_ctl(poll, EPOLL_CTL_ADD, client, &add);
      }
    }
    for (double t = now(CLOCK_MONOTONIC); head != tail && queue[head & 0xffff].at <= t; head++) complete(&queue[head & 0xffff]);
  }
}
