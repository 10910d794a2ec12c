package io.mltwin.workspace.storage.cors;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingCorsHeader;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Sets the headers of answers that browsers read ("CORS support for Azure Storage", "Preflight Blob
 * Request"). Rules let nobody do anything: each request is authorized as if there were none, and a
 * preflight, which has no credential, does nothing.
 */
public final class CorsResponse {

    private static final String RULES = "mltwin.cors-rules";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

    private CorsResponse() {}

    /**
     * Answers a preflight.
     *
     * @throws io.mltwin.armweb.AzureException 400 without origin or method, 403 when no rule
     *     matches
     */
    public static Response preflight(CorsRules rules, MultiMap headers) {
        String origin = required(headers, "Origin");
        String method = required(headers, "Access-Control-Request-Method");
        String asked = headers.get("Access-Control-Request-Headers");
        List<String> names = isBlank(asked)
                ? List.of()
                : Arrays.stream(asked.split(",")).map(String::strip).toList();
        CorsRule rule = rules.first(one -> one.allowsOrigin(origin)
                        && one.allowsMethod(method)
                        && names.stream().allMatch(one::allowsHeader))
                .orElseThrow(DataErrors::corsNotEnabled);
        return Response.ok()
                .header(ALLOW_ORIGIN, origin)
                .header("Access-Control-Allow-Methods", method)
                .header("Access-Control-Allow-Headers", names.isEmpty() ? null : asked)
                .header("Access-Control-Max-Age", rule.maxAgeInSeconds())
                .header(ALLOW_CREDENTIALS, "true")
                .build();
    }

    private static String required(MultiMap headers, String name) {
        String value = headers.get(name);
        if (isBlank(value)) {
            throw missingCorsHeader(name);
        }
        return value;
    }

    /**
     * Names the rules for the answer, whatever it will be; of several calls for one request the
     * last one counts.
     */
    public static void attach(RoutingContext context, CorsRules rules) {
        context.put(RULES, rules);
    }

    /** Adds what the rules say, if any were named. */
    static void describe(RoutingContext context) {
        CorsRules rules = context.get(RULES);
        if (rules == null || rules.isEmpty()) {
            return;
        }
        MultiMap answer = context.response().headers();
        String origin = context.request().getHeader("Origin");
        String method = context.request().method().name();
        Optional<CorsRule> found = rules.first(rule ->
                rule.allowsMethod(method) && (origin == null ? rule.allowsAllOrigins() : rule.allowsOrigin(origin)));
        boolean all = found.isPresent() && found.get().allowsAllOrigins();
        if (!all) {
            answer.set("Vary", "Origin");
        }
        found.ifPresent(rule -> {
            answer.set(ALLOW_ORIGIN, all ? CorsRule.ANY : origin);
            if (!all) {
                answer.set(ALLOW_CREDENTIALS, "true");
            }
            expose(answer, rule);
        });
    }

    private static void expose(MultiMap answer, CorsRule rule) {
        TreeSet<String> exposed = new TreeSet<>(AsciiCase.ORDER);
        answer.names().stream().filter(rule::exposes).forEach(exposed::add);
        rule.exposedHeaders().stream()
                .filter(name -> !name.endsWith(CorsRule.ANY))
                .forEach(exposed::add);
        if (!exposed.isEmpty()) {
            answer.set("Access-Control-Expose-Headers", String.join(",", exposed));
        }
    }
}
