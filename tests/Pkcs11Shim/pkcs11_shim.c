/*
 * pkcs11_shim - a PKCS#11 module that forwards to a real one and fails on command.
 *
 * Environment, read when the module is first asked for its function list:
 *   DEW_SHIM_MODULE   path of the real module (required)
 *   DEW_SHIM_CONTROL  path of the control file; without it the shim only forwards
 *
 * The control file is a fixed structure (struct control below, README.md beside this file) mapped by
 * every process concerned, so a command acts on the very next call. All numbers are native-endian
 * and changed atomically.
 *
 * Build: gcc -O2 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden -o dew-pkcs11-shim.so pkcs11_shim.c -ldl -lpthread
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <p11-kit-1/p11-kit/pkcs11.h>

#define FOR_EVER UINT64_MAX

/* The functions of CK_FUNCTION_LIST in its order, which is the order of the blocks in the control file. */
#define FUNCTIONS(X) \
	X(C_Initialize) X(C_Finalize) X(C_GetInfo) X(C_GetFunctionList) X(C_GetSlotList) X(C_GetSlotInfo) \
	X(C_GetTokenInfo) X(C_GetMechanismList) X(C_GetMechanismInfo) X(C_InitToken) X(C_InitPIN) X(C_SetPIN) \
	X(C_OpenSession) X(C_CloseSession) X(C_CloseAllSessions) X(C_GetSessionInfo) X(C_GetOperationState) \
	X(C_SetOperationState) X(C_Login) X(C_Logout) X(C_CreateObject) X(C_CopyObject) X(C_DestroyObject) \
	X(C_GetObjectSize) X(C_GetAttributeValue) X(C_SetAttributeValue) X(C_FindObjectsInit) X(C_FindObjects) \
	X(C_FindObjectsFinal) X(C_EncryptInit) X(C_Encrypt) X(C_EncryptUpdate) X(C_EncryptFinal) X(C_DecryptInit) \
	X(C_Decrypt) X(C_DecryptUpdate) X(C_DecryptFinal) X(C_DigestInit) X(C_Digest) X(C_DigestUpdate) X(C_DigestKey) \
	X(C_DigestFinal) X(C_SignInit) X(C_Sign) X(C_SignUpdate) X(C_SignFinal) X(C_SignRecoverInit) X(C_SignRecover) \
	X(C_VerifyInit) X(C_Verify) X(C_VerifyUpdate) X(C_VerifyFinal) X(C_VerifyRecoverInit) X(C_VerifyRecover) \
	X(C_DigestEncryptUpdate) X(C_DecryptDigestUpdate) X(C_SignEncryptUpdate) X(C_DecryptVerifyUpdate) \
	X(C_GenerateKey) X(C_GenerateKeyPair) X(C_WrapKey) X(C_UnwrapKey) X(C_DeriveKey) X(C_SeedRandom) \
	X(C_GenerateRandom) X(C_GetFunctionStatus) X(C_CancelFunction) X(C_WaitForSlotEvent)

enum function {
#define X(name) F_##name,
	FUNCTIONS(X)
#undef X
	FUNCTION_COUNT
};

static const char *const names[FUNCTION_COUNT] = {
#define X(name) #name,
	FUNCTIONS(X)
#undef X
};

struct block { /* one function, 128 bytes */
	char name[32];
	uint64_t calls;      /* calls seen, by the shim */
	uint64_t fail_skip;  /* calls that still pass before the fault begins */
	uint64_t fail_times; /* calls that then fail; FOR_EVER: all; 0: no fault */
	uint64_t fail_rv;    /* what they answer */
	uint64_t hang_skip;  /* the same for calls that hang */
	uint64_t hang_times;
	uint64_t crash_skip; /* the same for the call that aborts the process */
	uint64_t crash_times;
	uint64_t delay_us;   /* every call first sleeps so long */
	uint64_t faulted;    /* calls that failed on command, by the shim */
	uint64_t hanging;    /* calls hanging now, by the shim */
	uint64_t reserved;
};

struct control { /* 64 bytes, then the blocks */
	char magic[8];          /* "DEWSHIM1" */
	uint64_t function_count;
	uint64_t token_gone;    /* 1: as if the token had been pulled out */
	uint64_t gone_rv;       /* what session calls answer meanwhile; 0: CKR_DEVICE_REMOVED */
	uint64_t session_cap;   /* 0: none */
	uint64_t release;       /* a change lets every hanging call go on */
	uint64_t open_sessions; /* by the shim */
	uint64_t removals;      /* times the token was seen to go, by the shim */
	struct block functions[FUNCTION_COUNT];
};

_Static_assert(sizeof(struct block) == 128, "the layout is read by other programs");
_Static_assert(offsetof(struct control, functions) == 64, "the layout is read by other programs");

static CK_FUNCTION_LIST *real;
static CK_FUNCTION_LIST list;
static struct control *control;
static struct control quiet; /* stands in when there is no control file */

/* Calls into the real module hold this shared; closing everything under them needs it alone. */
static pthread_rwlock_t calls_lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t sessions_lock = PTHREAD_MUTEX_INITIALIZER;
static struct { CK_SESSION_HANDLE session; CK_SLOT_ID slot; } *sessions;
static size_t session_count, session_room;
static int gone_seen; /* guarded by calls_lock held alone, read with __atomic */

static uint64_t load(const uint64_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }

/* Takes one from a counter; false when it was 0. FOR_EVER never runs out. */
static int take(uint64_t *counter)
{
	uint64_t now = load(counter);
	while (now != 0) {
		if (now == FOR_EVER)
			return 1;
		if (__atomic_compare_exchange_n(counter, &now, now - 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			return 1;
	}
	return 0;
}

/* Whether a fault with these two counters applies to this call. */
static int due(uint64_t *skip, uint64_t *times)
{
	if (load(times) == 0)
		return 0;
	if (take(skip))
		return 0;
	return take(times);
}

static void hang(struct block *b)
{
	uint64_t seen = load(&control->release);
	__atomic_add_fetch(&b->hanging, 1, __ATOMIC_ACQ_REL);
	while (load(&control->release) == seen)
		usleep(1000);
	__atomic_sub_fetch(&b->hanging, 1, __ATOMIC_ACQ_REL);
}

/* The sessions die with the token: closes them in the real module, so that old handles are invalid later too. */
static void remove_token(void)
{
	pthread_rwlock_wrlock(&calls_lock);
	if (!__atomic_load_n(&gone_seen, __ATOMIC_ACQUIRE) && load(&control->token_gone)) {
		pthread_mutex_lock(&sessions_lock);
		while (session_count > 0) {
			CK_SLOT_ID slot = sessions[session_count - 1].slot;
			real->C_CloseAllSessions(slot);
			for (size_t i = 0; i < session_count;)
				if (sessions[i].slot == slot)
					sessions[i] = sessions[--session_count];
				else
					i++;
		}
		__atomic_store_n(&control->open_sessions, 0, __ATOMIC_RELEASE);
		pthread_mutex_unlock(&sessions_lock);
		__atomic_add_fetch(&control->removals, 1, __ATOMIC_ACQ_REL);
		__atomic_store_n(&gone_seen, 1, __ATOMIC_RELEASE);
	}
	pthread_rwlock_unlock(&calls_lock);
}

/* Whether the token is away, after what its going asks for has been done. */
static int token_is_gone(void)
{
	if (!load(&control->token_gone)) {
		if (__atomic_load_n(&gone_seen, __ATOMIC_ACQUIRE)) {
			pthread_rwlock_wrlock(&calls_lock);
			__atomic_store_n(&gone_seen, 0, __ATOMIC_RELEASE);
			pthread_rwlock_unlock(&calls_lock);
		}
		return 0;
	}
	if (!__atomic_load_n(&gone_seen, __ATOMIC_ACQUIRE))
		remove_token();
	return 1;
}

static CK_RV gone_session_rv(void)
{
	uint64_t rv = load(&control->gone_rv);
	return rv ? (CK_RV)rv : CKR_DEVICE_REMOVED;
}

/* What is commanded for every function. CKR_OK: go on. */
static CK_RV before(enum function f)
{
	struct block *b = &control->functions[f];
	__atomic_add_fetch(&b->calls, 1, __ATOMIC_RELAXED);
	uint64_t delay = load(&b->delay_us);
	if (delay)
		usleep((useconds_t)delay);
	if (due(&b->crash_skip, &b->crash_times))
		abort();
	if (due(&b->hang_skip, &b->hang_times))
		hang(b);
	if (due(&b->fail_skip, &b->fail_times)) {
		__atomic_add_fetch(&b->faulted, 1, __ATOMIC_RELAXED);
		return (CK_RV)load(&b->fail_rv);
	}
	return CKR_OK;
}

#define FORWARD(f, args) \
	do { \
		pthread_rwlock_rdlock(&calls_lock); \
		CK_RV forwarded = real->f args; \
		pthread_rwlock_unlock(&calls_lock); \
		return forwarded; \
	} while (0)

/* Works whether the token is there or not. */
#define PLAIN(f, parameters, args) \
	CK_RV f parameters \
	{ \
		CK_RV rv = before(F_##f); \
		if (rv != CKR_OK) \
			return rv; \
		FORWARD(f, args); \
	}

#define WITH_TOKEN(f, gone_answer, parameters, args) \
	CK_RV f parameters \
	{ \
		CK_RV rv = before(F_##f); \
		if (rv != CKR_OK) \
			return rv; \
		if (token_is_gone()) \
			return gone_answer; \
		FORWARD(f, args); \
	}

#define SLOT(f, parameters, args) WITH_TOKEN(f, CKR_TOKEN_NOT_PRESENT, parameters, args)
#define SESSION(f, parameters, args) WITH_TOKEN(f, gone_session_rv(), parameters, args)

typedef CK_SESSION_HANDLE S;
typedef CK_OBJECT_HANDLE O;
typedef CK_BYTE_PTR B;
typedef CK_ULONG N;
typedef CK_ULONG_PTR NP;
typedef CK_MECHANISM_PTR M;
typedef CK_ATTRIBUTE_PTR A;

PLAIN(C_GetInfo, (CK_INFO_PTR info), (info))
PLAIN(C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID_PTR slot, void *r), (flags, slot, r))

SLOT(C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR types, NP n), (slot, types, n))
SLOT(C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info), (slot, type, info))
SLOT(C_InitToken, (CK_SLOT_ID slot, B pin, N n, B label), (slot, pin, n, label))

SESSION(C_InitPIN, (S s, B pin, N n), (s, pin, n))
SESSION(C_SetPIN, (S s, B old, N oldn, B pin, N n), (s, old, oldn, pin, n))
SESSION(C_GetSessionInfo, (S s, CK_SESSION_INFO_PTR info), (s, info))
SESSION(C_GetOperationState, (S s, B out, NP n), (s, out, n))
SESSION(C_SetOperationState, (S s, B in, N n, O e, O a), (s, in, n, e, a))
SESSION(C_Login, (S s, CK_USER_TYPE user, B pin, N n), (s, user, pin, n))
SESSION(C_Logout, (S s), (s))
SESSION(C_CreateObject, (S s, A a, N n, O *o), (s, a, n, o))
SESSION(C_CopyObject, (S s, O from, A a, N n, O *o), (s, from, a, n, o))
SESSION(C_DestroyObject, (S s, O o), (s, o))
SESSION(C_GetObjectSize, (S s, O o, NP n), (s, o, n))
SESSION(C_GetAttributeValue, (S s, O o, A a, N n), (s, o, a, n))
SESSION(C_SetAttributeValue, (S s, O o, A a, N n), (s, o, a, n))
SESSION(C_FindObjectsInit, (S s, A a, N n), (s, a, n))
SESSION(C_FindObjects, (S s, O *o, N room, NP n), (s, o, room, n))
SESSION(C_FindObjectsFinal, (S s), (s))
SESSION(C_EncryptInit, (S s, M m, O key), (s, m, key))
SESSION(C_Encrypt, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_EncryptUpdate, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_EncryptFinal, (S s, B out, NP n), (s, out, n))
SESSION(C_DecryptInit, (S s, M m, O key), (s, m, key))
SESSION(C_Decrypt, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_DecryptUpdate, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_DecryptFinal, (S s, B out, NP n), (s, out, n))
SESSION(C_DigestInit, (S s, M m), (s, m))
SESSION(C_Digest, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_DigestUpdate, (S s, B in, N n), (s, in, n))
SESSION(C_DigestKey, (S s, O key), (s, key))
SESSION(C_DigestFinal, (S s, B out, NP n), (s, out, n))
SESSION(C_SignInit, (S s, M m, O key), (s, m, key))
SESSION(C_Sign, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_SignUpdate, (S s, B in, N n), (s, in, n))
SESSION(C_SignFinal, (S s, B out, NP n), (s, out, n))
SESSION(C_SignRecoverInit, (S s, M m, O key), (s, m, key))
SESSION(C_SignRecover, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_VerifyInit, (S s, M m, O key), (s, m, key))
SESSION(C_Verify, (S s, B in, N n, B sig, N sign), (s, in, n, sig, sign))
SESSION(C_VerifyUpdate, (S s, B in, N n), (s, in, n))
SESSION(C_VerifyFinal, (S s, B sig, N n), (s, sig, n))
SESSION(C_VerifyRecoverInit, (S s, M m, O key), (s, m, key))
SESSION(C_VerifyRecover, (S s, B sig, N sign, B out, NP n), (s, sig, sign, out, n))
SESSION(C_DigestEncryptUpdate, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_DecryptDigestUpdate, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_SignEncryptUpdate, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_DecryptVerifyUpdate, (S s, B in, N n, B out, NP outn), (s, in, n, out, outn))
SESSION(C_GenerateKey, (S s, M m, A a, N n, O *o), (s, m, a, n, o))
SESSION(C_GenerateKeyPair, (S s, M m, A pub, N pubn, A priv, N privn, O *pubo, O *privo), (s, m, pub, pubn, priv, privn, pubo, privo))
SESSION(C_WrapKey, (S s, M m, O by, O key, B out, NP n), (s, m, by, key, out, n))
SESSION(C_UnwrapKey, (S s, M m, O by, B in, N n, A a, N an, O *o), (s, m, by, in, n, a, an, o))
SESSION(C_DeriveKey, (S s, M m, O base, A a, N n, O *o), (s, m, base, a, n, o))
SESSION(C_SeedRandom, (S s, B in, N n), (s, in, n))
SESSION(C_GenerateRandom, (S s, B out, N n), (s, out, n))
SESSION(C_GetFunctionStatus, (S s), (s))
SESSION(C_CancelFunction, (S s), (s))

CK_RV C_Initialize(void *arguments)
{
	CK_RV rv = before(F_C_Initialize);
	if (rv != CKR_OK)
		return rv;
	FORWARD(C_Initialize, (arguments));
}

static void forget_sessions(int all, CK_SLOT_ID slot)
{
	pthread_mutex_lock(&sessions_lock);
	for (size_t i = 0; i < session_count;)
		if (all || sessions[i].slot == slot)
			sessions[i] = sessions[--session_count];
		else
			i++;
	__atomic_store_n(&control->open_sessions, session_count, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&sessions_lock);
}

CK_RV C_Finalize(void *reserved)
{
	CK_RV rv = before(F_C_Finalize);
	if (rv != CKR_OK)
		return rv;
	pthread_rwlock_wrlock(&calls_lock);
	rv = real->C_Finalize(reserved);
	if (rv == CKR_OK)
		forget_sessions(1, 0);
	pthread_rwlock_unlock(&calls_lock);
	return rv;
}

CK_RV C_GetSlotList(CK_BBOOL token_present, CK_SLOT_ID_PTR slots, NP n)
{
	CK_RV rv = before(F_C_GetSlotList);
	if (rv != CKR_OK)
		return rv;
	if (token_is_gone() && token_present && n != NULL) {
		*n = 0;
		return CKR_OK;
	}
	FORWARD(C_GetSlotList, (token_present, slots, n));
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info)
{
	CK_RV rv = before(F_C_GetSlotInfo);
	if (rv != CKR_OK)
		return rv;
	int gone = token_is_gone();
	pthread_rwlock_rdlock(&calls_lock);
	rv = real->C_GetSlotInfo(slot, info);
	pthread_rwlock_unlock(&calls_lock);
	if (rv == CKR_OK && gone)
		info->flags &= ~(CK_FLAGS)CKF_TOKEN_PRESENT;
	return rv;
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info)
{
	CK_RV rv = before(F_C_GetTokenInfo);
	if (rv != CKR_OK)
		return rv;
	if (token_is_gone())
		return CKR_TOKEN_NOT_PRESENT;
	pthread_rwlock_rdlock(&calls_lock);
	rv = real->C_GetTokenInfo(slot, info);
	pthread_rwlock_unlock(&calls_lock);
	uint64_t cap = load(&control->session_cap);
	if (rv == CKR_OK && cap) {
		info->ulMaxSessionCount = info->ulMaxRwSessionCount = (N)cap;
		info->ulSessionCount = (N)load(&control->open_sessions);
	}
	return rv;
}

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, S *session)
{
	CK_RV rv = before(F_C_OpenSession);
	if (rv != CKR_OK)
		return rv;
	if (token_is_gone())
		return CKR_TOKEN_NOT_PRESENT;
	pthread_rwlock_rdlock(&calls_lock);
	pthread_mutex_lock(&sessions_lock);
	uint64_t cap = load(&control->session_cap);
	if (cap && session_count >= cap) {
		rv = CKR_SESSION_COUNT;
	} else {
		if (session_count == session_room) {
			session_room = session_room ? session_room * 2 : 64;
			sessions = realloc(sessions, session_room * sizeof *sessions);
			if (!sessions)
				abort();
		}
		rv = real->C_OpenSession(slot, flags, application, notify, session);
		if (rv == CKR_OK) {
			sessions[session_count].session = *session;
			sessions[session_count++].slot = slot;
			__atomic_store_n(&control->open_sessions, session_count, __ATOMIC_RELEASE);
		}
	}
	pthread_mutex_unlock(&sessions_lock);
	pthread_rwlock_unlock(&calls_lock);
	return rv;
}

CK_RV C_CloseSession(S session)
{
	CK_RV rv = before(F_C_CloseSession);
	if (rv != CKR_OK)
		return rv;
	if (token_is_gone())
		return gone_session_rv();
	pthread_rwlock_rdlock(&calls_lock);
	rv = real->C_CloseSession(session);
	if (rv == CKR_OK) {
		pthread_mutex_lock(&sessions_lock);
		for (size_t i = 0; i < session_count; i++)
			if (sessions[i].session == session) {
				sessions[i] = sessions[--session_count];
				break;
			}
		__atomic_store_n(&control->open_sessions, session_count, __ATOMIC_RELEASE);
		pthread_mutex_unlock(&sessions_lock);
	}
	pthread_rwlock_unlock(&calls_lock);
	return rv;
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slot)
{
	CK_RV rv = before(F_C_CloseAllSessions);
	if (rv != CKR_OK)
		return rv;
	if (token_is_gone())
		return CKR_TOKEN_NOT_PRESENT;
	pthread_rwlock_rdlock(&calls_lock);
	rv = real->C_CloseAllSessions(slot);
	if (rv == CKR_OK)
		forget_sessions(0, slot);
	pthread_rwlock_unlock(&calls_lock);
	return rv;
}

static int map_control(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	struct stat st;
	if (fstat(fd, &st) != 0 || (st.st_size < (off_t)sizeof *control && ftruncate(fd, sizeof *control) != 0)) {
		close(fd);
		return -1;
	}
	void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (mapped == MAP_FAILED)
		return -1;
	control = mapped;
	for (int f = 0; f < FUNCTION_COUNT; f++) {
		strncpy(control->functions[f].name, names[f], sizeof control->functions[f].name - 1);
		control->functions[f].hanging = 0;
	}
	control->function_count = FUNCTION_COUNT;
	control->open_sessions = 0;
	memcpy(control->magic, "DEWSHIM1", 8);
	return 0;
}

static void set_up(void)
{
	const char *module = getenv("DEW_SHIM_MODULE"), *path = getenv("DEW_SHIM_CONTROL");
	control = &quiet;
	if (path && *path && map_control(path) != 0) {
		fprintf(stderr, "pkcs11_shim: cannot map the control file %s\n", path);
		return;
	}
	if (!module || !*module) {
		fprintf(stderr, "pkcs11_shim: DEW_SHIM_MODULE does not name the real module\n");
		return;
	}
	void *handle = dlopen(module, RTLD_NOW | RTLD_LOCAL);
	CK_RV (*get)(CK_FUNCTION_LIST **) = NULL;
	if (handle)
		*(void **)&get = dlsym(handle, "C_GetFunctionList");
	CK_FUNCTION_LIST *found = NULL;
	if (!get || get(&found) != CKR_OK || !found) {
		fprintf(stderr, "pkcs11_shim: no PKCS#11 module at %s: %s\n", module, handle ? "no function list" : dlerror());
		return;
	}
	list.version = found->version;
#define X(name) list.name = name;
	FUNCTIONS(X)
#undef X
	real = found;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, set_up);
	if (!out)
		return CKR_ARGUMENTS_BAD;
	if (!real)
		return CKR_GENERAL_ERROR;
	CK_RV rv = before(F_C_GetFunctionList);
	if (rv == CKR_OK)
		*out = &list;
	return rv;
}
