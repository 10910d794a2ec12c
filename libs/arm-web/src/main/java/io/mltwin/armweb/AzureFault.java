package io.mltwin.armweb;

import java.util.List;
import java.util.Map;

/**
 * The one exception of every service: a status, one of Azure's error codes and a message that says
 * what was wrong and what to do. The mapper of the plane gives it that plane's envelope.
 */
public final class AzureFault extends RuntimeException {

    private final transient Content content;

    /**
     * @param target the property or resource the error is about, or null
     * @param innerCode Key Vault's {@code innererror.code} or run history's {@code
     *     innerError.code}, or null
     * @param headers further answer headers, such as {@code WWW-Authenticate} or {@code
     *     Retry-After}
     */
    public record Content(
            int status,
            String code,
            String message,
            String target,
            String innerCode,
            List<Detail> details,
            Map<String, String> headers) {}

    /** One entry of {@code details}. */
    public record Detail(String code, String message, String target) {}

    public AzureFault(int status, String code, String message) {
        this(new Content(status, code, message, null, null, List.of(), Map.of()));
    }

    public AzureFault(Content content) {
        super(content.message());
        this.content = content;
    }

    public AzureFault withTarget(String target) {
        Content c = content;
        return new AzureFault(
                new Content(
                        c.status, c.code, c.message, target, c.innerCode, c.details, c.headers));
    }

    public AzureFault withInnerCode(String innerCode) {
        Content c = content;
        return new AzureFault(
                new Content(
                        c.status, c.code, c.message, c.target, innerCode, c.details, c.headers));
    }

    public AzureFault withDetails(List<Detail> details) {
        Content c = content;
        return new AzureFault(
                new Content(
                        c.status,
                        c.code,
                        c.message,
                        c.target,
                        c.innerCode,
                        List.copyOf(details),
                        c.headers));
    }

    public AzureFault withHeaders(Map<String, String> headers) {
        Content c = content;
        return new AzureFault(
                new Content(
                        c.status,
                        c.code,
                        c.message,
                        c.target,
                        c.innerCode,
                        c.details,
                        Map.copyOf(headers)));
    }

    /** A part that does not exist yet: 501, saying which. */
    public static AzureFault notBuilt(String what) {
        return new AzureFault(
                501,
                "NotImplemented",
                what + " is not built yet in mltwin; docs/fidelity.md lists what is.");
    }

    public Content content() {
        return content;
    }

    public int status() {
        return content.status();
    }

    public String code() {
        return content.code();
    }
}
