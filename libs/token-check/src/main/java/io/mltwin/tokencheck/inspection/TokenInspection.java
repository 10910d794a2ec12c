package io.mltwin.tokencheck.inspection;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mltwin.armweb.AzureException;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Refusal;
import io.mltwin.tokencheck.TokenExplanation;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.TokenStep;
import java.util.List;

/**
 * The verdict of a service on a token.
 *
 * @param service who says it
 * @param planes the one that the path belongs to, or none; without a path all of the service
 */
public record TokenInspection(String service, List<PlaneVerdict> planes) {
    /**
     * A token and where it would be sent.
     *
     * @param token as it would stand behind {@code Bearer}; null or blank for none
     * @param host as a client sends it, with its port; null to ask for every plane of the service
     * @param path raw, with or without a query; null when {@code host} is
     */
    public record TokenInspectionRequest(String token, String host, String path) {

        /** The most bytes of a request's header; a longer one is refused before any check. */
        static final int LONGEST_TOKEN = 32 << 10;

        /**
         * Returns the token, or null for none.
         *
         * @throws AzureException 400 {@code InvalidRequestContent}
         */
        public String validToken() {
            String text = token == null ? "" : token.strip();
            if (text.length() > LONGEST_TOKEN) {
                throw invalid("The token is too long: a header holds at most "
                        + LONGEST_TOKEN
                        + " characters, and a request with more is answered 431.");
            }
            if ((host == null) != (path == null) || path != null && !path.startsWith("/")) {
                throw invalid(
                        "Give both 'host' and 'path', the path with a leading slash, or neither for every plane.");
            }
            return text.isEmpty() ? null : text;
        }

        static AzureException invalid(String message) {
            return badRequest("InvalidRequestContent", message);
        }

        @Override
        public String toString() {
            return "token for " + host;
        }
    }

    /** The verdict before the resource is asked. */
    public enum Verdict {
        ACCEPTED,
        REFUSED,
        /** The resource itself looks for a credential, if it needs one. */
        LEFT_TO_RESOURCE
    }

    /**
     * One plane with its rules and its verdict.
     *
     * @param name the segment behind the prefix by which its audiences go, or null
     * @param code Azure Resource Manager's code of the refusal, or null
     * @param message the text of the refusal, or null
     * @param firstFailure the first check that the token fails, or null
     * @param checks in order; empty where the resource is left to look
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PlaneVerdict(
            String plane,
            String name,
            List<TokenKind> accepts,
            List<String> audiences,
            boolean anonymous,
            boolean otherCredentials,
            Verdict verdict,
            Refusal refusal,
            String code,
            String message,
            TokenStep firstFailure,
            List<TokenExplanation.Result> checks) {

        static PlaneVerdict leftToResource(Plane plane, String name) {
            return new PlaneVerdict(
                    plane.prefix(),
                    name,
                    kinds(plane),
                    plane.audiences(),
                    plane.anonymous(),
                    plane.otherSchemes(),
                    Verdict.LEFT_TO_RESOURCE,
                    null,
                    null,
                    null,
                    null,
                    List.of());
        }

        static PlaneVerdict of(Plane plane, String name, TokenExplanation explained) {
            Refusal refusal = explained.refusal();
            return new PlaneVerdict(
                    plane.prefix(),
                    name,
                    kinds(plane),
                    plane.audiences(),
                    plane.anonymous(),
                    plane.otherSchemes(),
                    refusal == null ? Verdict.ACCEPTED : Verdict.REFUSED,
                    refusal,
                    refusal == null ? null : refusal.code(),
                    explained.message(),
                    explained.firstFailure(),
                    explained.results());
        }

        private static List<TokenKind> kinds(Plane plane) {
            return plane.accepts().stream().sorted().toList();
        }
    }
}
