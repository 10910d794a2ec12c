package io.mltwin.platform.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of a span, under OpenTelemetry's names where it has them. They hold names, ids and
 * verdicts; never a token, a key, a query string or a body.
 */
public final class SpanKeys {

    public static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    public static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    public static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    public static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    public static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");

    public static final AttributeKey<String> CORRELATION_ID = AttributeKey.stringKey("mltwin.correlation_id");

    /** {@code AAD}, {@code RUN}, {@code ASSERTION}, {@code SharedKey} … */
    public static final AttributeKey<String> TOKEN_KIND = AttributeKey.stringKey("mltwin.token.kind");

    public static final AttributeKey<String> ISSUER = AttributeKey.stringKey("mltwin.token.issuer");
    public static final AttributeKey<String> AUDIENCE = AttributeKey.stringKey("mltwin.token.audience");
    public static final AttributeKey<String> SCOPE = AttributeKey.stringKey("mltwin.token.scope");
    public static final AttributeKey<String> CALLER = AttributeKey.stringKey("mltwin.caller");

    /** Object id of the caller's token: of a user also where the caller's name is another. */
    public static final AttributeKey<String> CALLER_OBJECT_ID = AttributeKey.stringKey("mltwin.caller.object_id");

    public static final AttributeKey<String> CALLER_TENANT_ID = AttributeKey.stringKey("mltwin.caller.tenant_id");

    /** ARM id that the call is about, where its host says it and its path does not. */
    public static final AttributeKey<String> ARM_SCOPE = AttributeKey.stringKey("mltwin.arm_scope");

    /** Id of the decision behind a 403, which identity can explain. */
    public static final AttributeKey<String> DECISION = AttributeKey.stringKey("mltwin.decision");

    /** The receiver's decision about the credential. */
    public static final AttributeKey<String> VERDICT = AttributeKey.stringKey("mltwin.verdict");

    /** Azure's name of the part that does a step within one process. */
    public static final AttributeKey<String> PARTICIPANT = AttributeKey.stringKey("mltwin.participant");

    private SpanKeys() {}
}
