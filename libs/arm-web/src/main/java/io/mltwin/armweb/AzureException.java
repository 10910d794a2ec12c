package io.mltwin.armweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The one exception of every service: a status, one of Azure's error codes and a message that says
 * what was wrong and what to do. The mapper of the plane gives it that plane's envelope.
 */
public final class AzureException extends RuntimeException {

    private final transient Content content;

    /**
     * @param target the property or resource the error is about, or null
     * @param innerCode Key Vault's {@code innererror.code} or run history's {@code
     *     innerError.code}, or null
     * @param headers further answer headers, such as {@code WWW-Authenticate} or {@code
     *     Retry-After}
     * @param additionalInfo ARM's list of further information, or null
     */
    public record Content(
            int status,
            String code,
            String message,
            String target,
            String innerCode,
            List<Detail> details,
            Map<String, String> headers,
            JsonNode additionalInfo) {

        /** Without further information. */
        public Content(
                int status,
                String code,
                String message,
                String target,
                String innerCode,
                List<Detail> details,
                Map<String, String> headers) {
            this(status, code, message, target, innerCode, details, headers, null);
        }
    }

    /** One entry of {@code details}. */
    public record Detail(String code, String message, String target) {}

    public AzureException(int status, String code, String message) {
        this(new Content(status, code, message, null, null, List.of(), Map.of()));
    }

    public AzureException(Content content) {
        super(content.message());
        this.content = content;
    }

    public AzureException withTarget(String target) {
        Content c = content;
        return with(target, c.innerCode, c.details, c.headers, c.additionalInfo);
    }

    public AzureException withInnerCode(String innerCode) {
        Content c = content;
        return with(c.target, innerCode, c.details, c.headers, c.additionalInfo);
    }

    public AzureException withDetails(List<Detail> details) {
        Content c = content;
        return with(c.target, c.innerCode, List.copyOf(details), c.headers, c.additionalInfo);
    }

    public AzureException withHeaders(Map<String, String> headers) {
        Content c = content;
        return with(c.target, c.innerCode, c.details, Map.copyOf(headers), c.additionalInfo);
    }

    /** With ARM's {@code additionalInfo}, such as the policies that refused a request. */
    public AzureException withAdditionalInfo(JsonNode info) {
        Content c = content;
        return with(c.target, c.innerCode, c.details, c.headers, info);
    }

    private AzureException with(
            String target, String innerCode, List<Detail> details, Map<String, String> headers, JsonNode info) {
        return new AzureException(
                new Content(status(), code(), content.message, target, innerCode, details, headers, info));
    }

    /** Refuses a part that does not exist yet: 501, saying which. */
    public static AzureException notBuilt(String what) {
        return new AzureException(
                501, "NotImplemented", what + " is not built yet in mltwin; docs/fidelity.md lists what is.");
    }

    /** Refuses a setting that would change nothing here: 501, naming it and saying what to do. */
    public static AzureException settingNotBuilt(String setting, String why, String instead) {
        return new AzureException(
                        501,
                        "NotImplemented",
                        "The setting '"
                                + setting
                                + "' is not built yet in mltwin: "
                                + why
                                + ". "
                                + instead
                                + " docs/fidelity.md lists what is.")
                .withTarget(setting);
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
