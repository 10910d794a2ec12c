package io.mltwin.workspace.storage.access;

import static io.mltwin.workspace.storage.wire.AccessErrors.authenticationFailed;
import static io.mltwin.workspace.storage.wire.AccessErrors.authenticationFailedIf;
import static io.mltwin.workspace.storage.wire.AccessErrors.keysNotPermitted;

import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.mltwin.workspace.storage.signature.SharedKeySignature;
import io.mltwin.workspace.storage.wire.HttpDates;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * Checks {@code Authorization: SharedKey} or {@code SharedKeyLite account:signature} with either
 * key of the account, stamped within 15 minutes of wall time.
 */
@Singleton
record SharedKeyValidator(StorageAccountService accounts, PlatformClock clock, CallRecorder recorder) {
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final List<String> KEYS = List.of("key1", "key2");

    void check(StorageRequest request, String credential, boolean lite) {
        try {
            String key = keyThatSigned(request, credential, lite);
            recorder.credential(
                    request.context(), "SharedKey", request.account().name() + " " + key, "accepted");
        } catch (io.mltwin.armweb.AzureException refused) {
            recorder.credential(
                    request.context(), "SharedKey", request.account().name(), "refused: " + refused.code());
            throw refused;
        }
    }

    private String keyThatSigned(StorageRequest request, String credential, boolean lite) {
        String account = request.account().name();
        int colon = credential.indexOf(':');
        authenticationFailedIf(
                colon < 0 || !credential.substring(0, colon).equals(account),
                "The header names no account, or another than '%s'.",
                account);
        if (!request.account().allowSharedKeyAccess()) {
            throw keysNotPermitted();
        }
        checkTime(request);
        SharedKeySignature.Request signed = new SharedKeySignature.Request(
                request.original().method(), account, request.original().path(), request.query(), request.headers());
        Iterator<String> texts = (lite
                        ? SharedKeySignature.liteStringsToSign(signed)
                        : SharedKeySignature.stringsToSign(signed))
                .iterator();
        String signature = credential.substring(colon + 1);
        String first = texts.next();
        for (String text = first; text != null; text = texts.hasNext() ? texts.next() : null) {
            for (String name : KEYS) {
                if (AccountSignature.matches(accounts.key(request.account(), name), text, signature)) {
                    return name;
                }
            }
        }
        throw authenticationFailed(
                "The MAC signature found in the HTTP request is not the same as any computed signature. Server used"
                        + " following string to sign: '%s'.",
                first);
    }

    private void checkTime(StorageRequest request) {
        String name = request.headers().contains("x-ms-date") ? "x-ms-date" : "Date";
        Instant stamped = HttpDates.parse(name, request.headers().get(name));
        authenticationFailedIf(stamped == null, "The request has neither an x-ms-date nor a Date header.");
        Instant now = clock.wall().instant();
        authenticationFailedIf(
                Duration.between(stamped, now).abs().compareTo(SKEW) > 0,
                "Request date header too old or too new: %s is %s, the server's time %s.",
                name,
                stamped,
                now);
    }
}
