package io.mltwin.console.operations;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.activity.ActivityEvent;
import io.mltwin.console.azure.ResourceManager;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** Asks Azure how far an operation has come. */
@Singleton
record OperationStates(ResourceManager arm) {

    /**
     * Asks for it.
     *
     * @throws AzureException with Azure's own status, code and text when the user may not know
     */
    OperationState find(OperationAddress address) {
        OperationBody operation = arm.get(address.poll()).as(OperationBody.class);
        return new OperationState(address.target(), operation, resourceState(address), events(address));
    }

    private String resourceState(OperationAddress address) {
        ServiceAnswer answer = arm.send("GET", ResourceManager.path(address.target()));
        return answer.isSuccess()
                ? answer.json().path("properties").path("provisioningState").asText("")
                : "";
    }

    /** Events come a moment later than they happen; whom the log is closed to sees none. */
    private List<ActivityEvent> events(OperationAddress address) {
        if (address.correlation().isEmpty()) {
            return List.of();
        }
        try {
            return arm.list(address.events(), ActivityEvent.class).stream()
                    .sorted(Comparator.comparing(ActivityEvent::eventTimestamp))
                    .toList();
        } catch (AzureException refused) {
            return List.of();
        }
    }
}
