package io.mltwin.tokencheck;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.CallLog;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Notes each received call with the verdict on its token; never the token. */
@Singleton
public class CallRecorder {

    private static final String KEY = "mltwin.call";

    private final CallLog log;
    private final Addresses addresses;
    private final Clock clock;

    public CallRecorder(CallLog log, Addresses addresses, Clock clock) {
        this.log = log;
        this.addresses = addresses;
        this.clock = clock;
    }

    private static final class Note {
        String kind = "none";
        String issuer;
        String audience;
        String scope;
        String caller;
        String verdict = "no token needed";
    }

    void start(RoutingContext context) {
        if (context.request().path().startsWith("/q/") || context.get(KEY) != null) {
            return;
        }
        Note note = new Note();
        context.put(KEY, note);
        Instant time = clock.instant();
        long start = System.nanoTime();
        context.addEndHandler(
                ended -> {
                    OriginalRequest request = OriginalRequest.of(context);
                    log.add(
                            new CallLog.Call(
                                    time,
                                    addresses.self().lowerCase(),
                                    request.method(),
                                    request.host(),
                                    request.path(),
                                    note.kind,
                                    note.issuer,
                                    note.audience,
                                    note.scope,
                                    note.caller,
                                    note.verdict,
                                    context.response().getStatusCode(),
                                    (System.nanoTime() - start) / 1_000_000,
                                    request.correlationId()));
                });
    }

    void accepted(RoutingContext context, VerifiedToken token) {
        Note note = context.get(KEY);
        if (note != null) {
            note.kind = token.kind().name();
            note.issuer = token.issuer();
            note.audience = token.audience();
            note.scope = token.scope();
            note.caller = callerName(token);
            note.verdict = "accepted";
        }
    }

    void refused(RoutingContext context, TokenRefused refused) {
        Note note = context.get(KEY);
        if (note != null) {
            note.kind = refused.refusal() == Refusal.MISSING ? "none" : "refused";
            note.verdict = "refused: " + refused.refusal().text();
        }
    }

    /**
     * Notes a credential that is no token, checked by a resource.
     *
     * @param kind {@code SharedKey}, {@code SAS}, {@code Basic}, {@code key}
     */
    public void credential(RoutingContext context, String kind, String caller, String verdict) {
        Note note = context.get(KEY);
        if (note != null) {
            note.kind = kind;
            note.caller = caller;
            note.verdict = verdict;
        }
    }

    private static String callerName(VerifiedToken token) {
        if (token.kind() == TokenKind.RUN) {
            return "run " + token.claim("runId");
        }
        String resource = token.claim("xms_mirid");
        return resource == null
                ? token.caller().displayName()
                : "identity of " + resource.substring(resource.lastIndexOf('/') + 1);
    }
}
