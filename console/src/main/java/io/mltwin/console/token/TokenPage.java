package io.mltwin.console.token;

import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.token.ServiceVerdicts.ServiceVerdict;
import io.mltwin.tokencheck.inspection.TokenInspection.PlaneVerdict;
import io.mltwin.tokencheck.inspection.TokenInspection.Verdict;
import java.util.List;

/**
 * The page of the token inspector.
 *
 * @param audiences resources of which the session has tokens
 * @param token null before one was given
 * @param claims of the token, for reading
 * @param forgery what was done to it
 * @param host of one request; null for every plane
 * @param path of one request
 * @param verdicts empty before a token was given
 * @param shown the token's text; null unless it was asked for
 */
public record TokenPage(
        List<TokenAudience> audiences,
        InspectedToken token,
        List<ClaimRow> claims,
        Forgery forgery,
        String host,
        String path,
        List<ServiceVerdict> verdicts,
        String shown) {

    /** Returns whether a token was inspected. */
    public boolean isInspected() {
        return !verdicts.isEmpty();
    }

    /** Returns whether it is about one host and path. */
    public boolean isOneRequest() {
        return host != null;
    }

    /** Returns how many planes accept the token. */
    public long accepted() {
        return count(Verdict.ACCEPTED);
    }

    /** Returns how many planes refuse the token. */
    public long refused() {
        return count(Verdict.REFUSED);
    }

    public List<Forgery> forgeries() {
        return List.of(Forgery.values());
    }

    private long count(Verdict verdict) {
        return verdicts.stream()
                .flatMap(service -> service.planes().stream())
                .map(PlaneVerdict::verdict)
                .filter(verdict::equals)
                .count();
    }
}
