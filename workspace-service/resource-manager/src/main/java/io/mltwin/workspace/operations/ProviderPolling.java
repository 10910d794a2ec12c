package io.mltwin.workspace.operations;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Polls an operation that runs in another service until it ends. */
@Singleton
public record ProviderPolling(ServiceHttp http, Tokens tokens) implements OperationWorker {
    public static final String NAME = "provider";

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** A provider's word about its operation. */
    record State(String status, Error error) {}

    record Error(String code, String message) {}

    /** Returns the subject that identifies the provider's operation. */
    public static String subject(ServiceName service, String operationId) {
        return service.lowerCase() + ":" + operationId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration patience() {
        // a provider that is restarted goes on with its operations; ARM waits for it
        return Duration.ofDays(1);
    }

    @Override
    public Progress advance(Operation operation) {
        int colon = operation.subject().indexOf(':');
        ServiceName service = ServiceName.of(operation.subject().substring(0, colon));
        String id = UriEncoding.encodePathSegment(operation.subject().substring(colon + 1));
        ServiceAnswer answer = http.request(service, "GET", "/_internal/operations/" + id)
                .bearer(tokens.forService(service))
                .correlationId(operation.correlationId())
                .send();
        if (answer.status() == 404) {
            throw new AzureException(500, "OperationLost", "The resource provider no longer knows its operation.");
        }
        State state = answer.orFault().as(State.class);
        OperationStatus status = OperationStatus.of(state.status());
        return switch (status) {
            case IN_PROGRESS -> Progress.again(PAUSE);
            case SUCCEEDED -> Progress.done();
            default -> Progress.failed(status, fault(state));
        };
    }

    private static AzureException fault(State state) {
        return state.error() == null || state.error().code() == null
                ? conflict("OperationFailed", "The resource provider gave no reason.")
                : conflict(state.error().code(), state.error().message());
    }
}
