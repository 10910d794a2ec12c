package io.mltwin.console.token;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.OwnQuestions;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.inspection.TokenInspection;
import io.mltwin.tokencheck.inspection.TokenInspection.PlaneVerdict;
import io.mltwin.tokencheck.inspection.TokenInspection.TokenInspectionRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks each of the six services what it makes of a token. The question is the console's own, not
 * the user's: the token under inspection is in its body alone.
 */
@Singleton
record ServiceVerdicts(OwnQuestions questions, ConcurrentParts parts) {

    /**
     * Returns the verdicts of all services, in their order.
     *
     * @param host null to ask for every plane
     */
    List<ServiceVerdict> ask(String token, String host, String path) {
        TokenInspectionRequest question = new TokenInspectionRequest(token, host, host == null ? null : path);
        return parts.readAll(Arrays.stream(ServiceName.values())
                .<Supplier<ServiceVerdict>>map(name -> () -> ask(name, question))
                .toList());
    }

    private ServiceVerdict ask(ServiceName service, TokenInspectionRequest question) {
        try {
            ServiceAnswer answer = questions.explainToken(service, question);
            return answer.isSuccess()
                    ? new ServiceVerdict(
                            service.lowerCase(),
                            answer.as(TokenInspection.class).planes(),
                            null)
                    : new ServiceVerdict(
                            service.lowerCase(), List.of(), answer.fault().getMessage());
        } catch (AzureException away) {
            return new ServiceVerdict(service.lowerCase(), List.of(), away.getMessage());
        }
    }

    /**
     * The verdict of one service on the token.
     *
     * @param planes one, or all of the service; empty when nothing answers at the host and path
     * @param failure why the service did not say; null when it did
     */
    public record ServiceVerdict(String service, List<PlaneVerdict> planes, String failure) {}
}
