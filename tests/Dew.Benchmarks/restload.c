/*
 * restload - how many HTTP/1.1 requests a second a server on a Unix socket answers.
 *
 * One thread, one epoll set, the request's bytes built beforehand: on two cores the client must not be what is measured.
 * Each connection has one request in flight, as a blocking client would.
 *
 * Build: gcc -O2 -Wall -Wextra -o restload restload.c
 * Usage: restload -s SOCKET -p PATH [-b BODY] [-m METHOD] [-c connections] [-d seconds | -n requests] [-w warm-up seconds] [-f first]
 *   A run of @@@@@@@@@@ (ten) in BODY becomes a number that counts up from `first`, different in every request.
 * Output, one line: requests/s  p50_us  p99_us  max_us  requests  errors
 * Exit status: 0, or 1 when it could not run, or 2 when an answer was not 200.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 65536, BUCKETS = 64 * 32 };

struct connection {
	int fd;
	uint64_t sent_ns;
	size_t have;
	char answer[ROOM];
};

static char request[ROOM];
static size_t request_length;
static char *counter_at;
static uint64_t counter;
static uint64_t histogram[BUCKETS], done, errors, max_ns;
static char first_error[400];

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* 32 buckets an octave: 3 percent. */
static unsigned bucket(uint64_t ns)
{
	if (ns < 32)
		return (unsigned)ns;
	unsigned octave = 63 - (unsigned)__builtin_clzll(ns);
	return (octave - 4) * 32 + (unsigned)((ns >> (octave - 5)) & 31);
}

static double bucket_us(unsigned b)
{
	if (b < 32)
		return b / 1000.0;
	unsigned octave = b / 32 + 4;
	return (double)((32ull + b % 32) << (octave - 5)) / 1000.0;
}

static double percentile(double share)
{
	uint64_t sum = 0;
	for (unsigned b = 0; b < BUCKETS; b++) {
		sum += histogram[b];
		if ((double)sum >= share * (double)done)
			return bucket_us(b);
	}
	return 0;
}

static void send_request(struct connection *c)
{
	if (counter_at) {
		char digits[11];
		snprintf(digits, sizeof digits, "%010llu", (unsigned long long)counter++ % 10000000000ull);
		memcpy(counter_at, digits, 10);
	}
	c->have = 0;
	c->sent_ns = now_ns();
	for (size_t at = 0; at < request_length;) {
		ssize_t n = send(c->fd, request + at, request_length - at, MSG_NOSIGNAL);
		if (n < 0)
			die("send");
		at += (size_t)n;
	}
}

/* Whether the answer is whole; its status goes to *status. */
static int complete(struct connection *c, int *status)
{
	c->answer[c->have] = 0;
	char *body = strstr(c->answer, "\r\n\r\n");
	if (!body)
		return 0;
	body += 4;
	*status = atoi(c->answer + 9);
	for (char *line = strstr(c->answer, "\r\n"); line && line + 2 < body; line = strstr(line + 2, "\r\n")) {
		if (strncasecmp(line + 2, "content-length:", 15) == 0)
			return c->have >= (size_t)(body - c->answer) + strtoul(line + 17, NULL, 10);
		if (strncasecmp(line + 2, "transfer-encoding:", 18) == 0)
			return c->have >= 5 && memcmp(c->answer + c->have - 5, "0\r\n\r\n", 5) == 0;
	}
	return 1;
}

/* Reads what there is; 1 when an answer is complete. */
static int receive(struct connection *c)
{
	ssize_t n = recv(c->fd, c->answer + c->have, ROOM - 1 - c->have, 0);
	if (n <= 0) {
		fprintf(stderr, "restload: the server closed the connection\n");
		exit(1);
	}
	c->have += (size_t)n;
	int status = 0;
	if (!complete(c, &status))
		return 0;
	uint64_t took = now_ns() - c->sent_ns;
	histogram[bucket(took)]++;
	done++;
	if (took > max_ns)
		max_ns = took;
	if (status != 200 && errors++ == 0)
		snprintf(first_error, sizeof first_error, "%.390s", c->answer);
	return 1;
}

static void run(struct connection *connections, int count, int epoll, uint64_t until_ns, uint64_t requests)
{
	struct epoll_event events[64];
	uint64_t started = 0;
	int in_flight = 0;
	for (int i = 0; i < count && started < requests; i++, started++, in_flight++)
		send_request(&connections[i]);
	while (in_flight > 0) {
		int n = epoll_wait(epoll, events, 64, -1);
		for (int i = 0; i < n; i++) {
			struct connection *c = events[i].data.ptr;
			if (!receive(c))
				continue;
			if (started < requests && now_ns() < until_ns) {
				send_request(c);
				started++;
			} else {
				in_flight--;
			}
		}
	}
}

int main(int argc, char **argv)
{
	const char *socket_path = NULL, *path = "/healthz", *body = "", *method = NULL;
	int count = 1, option;
	double seconds = 3, warm_up = 0.5;
	uint64_t requests = UINT64_MAX;
	while ((option = getopt(argc, argv, "s:p:b:m:c:d:n:w:f:")) != -1)
		switch (option) {
		case 's': socket_path = optarg; break;
		case 'p': path = optarg; break;
		case 'b': body = optarg; break;
		case 'm': method = optarg; break;
		case 'c': count = atoi(optarg); break;
		case 'd': seconds = atof(optarg); break;
		case 'n': requests = strtoull(optarg, NULL, 10); seconds = 1e9; warm_up = 0; break;
		case 'w': warm_up = atof(optarg); break;
		case 'f': counter = strtoull(optarg, NULL, 10); break;
		default: return 1;
		}
	if (!socket_path || count < 1) {
		fprintf(stderr, "usage: restload -s SOCKET -p PATH [-b BODY] [-m METHOD] [-c N] [-d SECONDS | -n REQUESTS] [-w SECONDS] [-f FIRST]\n");
		return 1;
	}
	if (!method)
		method = *body ? "POST" : "GET";
	request_length = (size_t)snprintf(
		request, ROOM, "%s %s HTTP/1.1\r\nHost: dew\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", method, path, strlen(body), body);
	counter_at = strstr(request, "@@@@@@@@@@");

	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "%s", socket_path);
	struct connection *connections = calloc((size_t)count, sizeof *connections);
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!connections || epoll < 0)
		die("set-up");
	for (int i = 0; i < count; i++) {
		connections[i].fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (connect(connections[i].fd, (struct sockaddr *)&address, sizeof address) != 0)
			die(socket_path);
		struct epoll_event event = { .events = EPOLLIN, .data.ptr = &connections[i] };
		epoll_ctl(epoll, EPOLL_CTL_ADD, connections[i].fd, &event);
	}

	if (warm_up > 0) {
		run(connections, count, epoll, now_ns() + (uint64_t)(warm_up * 1e9), UINT64_MAX);
		memset(histogram, 0, sizeof histogram);
		done = max_ns = 0;
	}
	uint64_t begun = now_ns();
	run(connections, count, epoll, begun + (uint64_t)(seconds * 1e9), requests);
	double took = (double)(now_ns() - begun) / 1e9;
	printf("%.0f %.1f %.1f %.1f %llu %llu\n", (double)done / took, percentile(0.5), percentile(0.99), (double)max_ns / 1000.0,
	       (unsigned long long)done, (unsigned long long)errors);
	if (errors)
		fprintf(stderr, "restload: the first answer that was not 200:\n%s\n", first_error);
	return errors ? 2 : 0;
}
