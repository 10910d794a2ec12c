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

    /**
     * @param template the message, with {@code %s} for each argument; a message without arguments
     *     is taken as it is
     */
    public AzureException(int status, String code, String template, Object... arguments) {
        this(new Content(status, code, text(template, arguments), null, null, List.of(), Map.of()));
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

    public static AzureException badRequest(String code, String template, Object... arguments) {
        return new AzureException(400, code, template, arguments);
    }

    public static void badRequestIf(boolean wrong, String code, String template, Object... arguments) {
        if (wrong) {
            throw badRequest(code, template, arguments);
        }
    }

    public static AzureException forbidden(String code, String template, Object... arguments) {
        return new AzureException(403, code, template, arguments);
    }

    public static AzureException notFound(String code, String template, Object... arguments) {
        return new AzureException(404, code, template, arguments);
    }

    public static AzureException conflict(String code, String template, Object... arguments) {
        return new AzureException(409, code, template, arguments);
    }

    public static void conflictIf(boolean wrong, String code, String template, Object... arguments) {
        if (wrong) {
            throw conflict(code, template, arguments);
        }
    }

    /** Refuses a part that does not exist yet: 501, saying which. */
    public static AzureException notBuilt(String what, Object... arguments) {
        return new AzureException(
                501,
                "NotImplemented",
                "%s is not built yet in mltwin; docs/fidelity.md lists what is.",
                text(what, arguments));
    }

    /** Refuses a part that does not exist yet, if a request asks for it. */
    public static void notBuiltIf(boolean asked, String what, Object... arguments) {
        if (asked) {
            throw notBuilt(what, arguments);
        }
    }

    /** Refuses a setting that would change nothing here: 501, naming it and saying what to do. */
    public static AzureException settingNotBuilt(String setting, String why, String instead) {
        return new AzureException(
                        501,
                        "NotImplemented",
                        "The setting '%s' is not built yet in mltwin: %s. %s docs/fidelity.md lists what is.",
                        setting,
                        why,
                        instead)
                .withTarget(setting);
    }

    /** Refuses a setting that would change nothing here, if a request gives it. */
    public static void settingNotBuiltIf(boolean given, String setting, String why, String instead) {
        if (given) {
            throw settingNotBuilt(setting, why, instead);
        }
    }

    /** Returns a template with its arguments filled in; one without arguments as it is. */
    public static String text(String template, Object... arguments) {
        return arguments.length == 0 ? template : template.formatted(arguments);
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
