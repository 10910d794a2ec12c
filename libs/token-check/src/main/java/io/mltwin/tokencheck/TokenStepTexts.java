package io.mltwin.tokencheck;

import io.mltwin.platform.ServiceName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of each check what it expects and what a token has, once the check has been made. */
final class TokenStepTexts {

    private static final int LONGEST = 300;
    private static final String NOTHING = "nothing";

    private TokenStepTexts() {}

    static String expected(TokenStep step, TokenExamination examined) {
        return switch (step) {
            case PRESENT -> "a Bearer token";
            case FORM -> "three parts with dots between them, the first a JSON object in base64url";
            case ALGORITHM -> "alg RS256";
            case CLAIMS -> "a JSON object in base64url";
            case ISSUER -> "iss one of " + examined.trust().issuers().describe();
            case KEY_NAMED -> "kid with a key's name";
            case KEY -> "a key published at " + examined.issuer().keysUrl();
            case SIGNATURE -> "a signature by the key that kid names";
            case EXPIRY -> "exp in seconds since 1970";
            case ONE_AUDIENCE -> "one aud";
            case START -> "nbf in seconds since 1970, or none";
            case NOT_EXPIRED -> "exp after " + time(examined.now());
            case STARTED -> "nbf until " + time(examined.now() + TokenExamination.START_GRACE_SECONDS) + ", or none";
            case KIND ->
                examined.plane().accepts().isEmpty()
                        ? "no token, a credential of another kind"
                        : examined.plane().accepts().stream()
                                .sorted()
                                .map(Enum::name)
                                .collect(Collectors.joining(", "));
            case AUDIENCE -> expectedAudience(examined);
            case APPLICATION -> expectedApplication(examined);
            case OWN_CLAIMS -> {
                List<String> names = ownClaims(kind(examined));
                yield names.isEmpty() ? "no more claims" : String.join(", ", names);
            }
            case TENANT -> expectedTenant(examined);
        };
    }

    static String found(TokenStep step, TokenExamination examined, boolean passed) {
        return switch (step) {
            case PRESENT ->
                examined.text() == null
                        ? NOTHING
                        : "a text of " + examined.text().length() + " characters";
            case FORM ->
                examined.text().split("\\.", -1).length
                        + (examined.signature() == null ? " parts that are no signed token" : " parts");
            case ALGORITHM -> header(examined, "alg");
            case CLAIMS ->
                examined.claims() == null
                        ? "no JSON object"
                        : examined.claims().getClaimsMap().size() + " claims";
            case ISSUER -> claim(examined, "iss");
            case KEY_NAMED -> header(examined, "kid");
            case KEY -> header(examined, "kid") + (passed ? "" : ", not published there");
            case SIGNATURE -> passed ? "it matches" : "it does not match";
            case EXPIRY, NOT_EXPIRED -> timeClaim(examined, "exp");
            case ONE_AUDIENCE, AUDIENCE -> claim(examined, "aud");
            case START, STARTED -> timeClaim(examined, "nbf");
            case KIND -> kind(examined).name();
            case APPLICATION -> foundApplication(examined);
            case OWN_CLAIMS -> foundClaims(examined);
            case TENANT -> claim(examined, "tid");
        };
    }

    private static String expectedAudience(TokenExamination examined) {
        return switch (kind(examined)) {
            case AAD, NOTEBOOK -> String.join(", ", examined.plane().audiences());
            case SERVICE, ASSERTION -> examined.trust().ownAudience();
            case ADMIN -> TokenExamination.ADMINISTRATION;
            case RUN -> "any workspace, which the resource compares";
        };
    }

    private static String expectedApplication(TokenExamination examined) {
        return switch (kind(examined)) {
            case SERVICE ->
                Arrays.stream(ServiceName.values())
                        .map(service ->
                                examined.trust().principals().service(service).applicationId())
                        .collect(Collectors.joining(", "));
            case ADMIN -> examined.trust().principals().administrator().applicationId() + ", or the console for a user";
            case AAD, NOTEBOOK, ASSERTION, RUN -> "any";
        };
    }

    private static String foundApplication(TokenExamination examined) {
        String application = shown(examined.signed().token().applicationId());
        return kind(examined) == TokenKind.ADMIN ? application + ", idtyp " + claim(examined, "idtyp") : application;
    }

    private static List<String> ownClaims(TokenKind kind) {
        return switch (kind) {
            case NOTEBOOK -> List.of("workspaceScope", "oid");
            case RUN -> List.of("runId", "workspaceScope");
            case AAD, SERVICE, ADMIN, ASSERTION -> List.of();
        };
    }

    private static String foundClaims(TokenExamination examined) {
        List<String> names = ownClaims(kind(examined));
        if (names.isEmpty()) {
            return "none needed";
        }
        return names.stream().map(name -> name + " " + claim(examined, name)).collect(Collectors.joining(", "));
    }

    private static String expectedTenant(TokenExamination examined) {
        Stream<String> platform = examined.isOfPlatformsTenant()
                ? Stream.of(examined.trust().principals().tenantId())
                : Stream.empty();
        String tenants = Stream.concat(Stream.ofNullable(examined.issuer().tenantId()), platform)
                .distinct()
                .collect(Collectors.joining(" and "));
        return tenants.isEmpty() ? "any" : "tid " + tenants;
    }

    private static TokenKind kind(TokenExamination examined) {
        return examined.signed().token().kind();
    }

    private static String header(TokenExamination examined, String name) {
        return shown(examined.signature().getHeaders().getObjectHeaderValue(name));
    }

    private static String claim(TokenExamination examined, String name) {
        return shown(examined.claims().getClaimValue(name));
    }

    private static String timeClaim(TokenExamination examined, String name) {
        Object value = examined.claims().getClaimValue(name);
        return value instanceof Number seconds ? time(seconds.longValue()) : shown(value);
    }

    private static String time(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (DateTimeException e) {
            return Long.toString(seconds);
        }
    }

    private static String shown(Object value) {
        if (value == null) {
            return NOTHING;
        }
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
