package io.mltwin.workspace.operations;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;

/**
 * ARM's own polling URLs, the same for every provider: {@code
 * …/providers/{namespace}/locations/{location}/operationStatuses/{id}} (Azure ML calls it {@code
 * workspaceOperationsStatus}) and {@code operationresults}, on the base URL that the client used.
 */
public final class OperationPaths {

    private static final String MACHINE_LEARNING = "Microsoft.MachineLearningServices";
    private static final String RESULTS = "operationresults";
    private static final List<String> STATUSES = List.of("operationStatuses", "workspaceOperationsStatus");

    private OperationPaths() {}

    /** True for one of these URLs. */
    public static boolean matches(ArmTarget target) {
        return isStatus(target) || isResult(target);
    }

    static boolean isStatus(ArmTarget target) {
        return isBelowLocation(target)
                && STATUSES.stream()
                        .anyMatch(AsciiCase.equalTo(target.id().types().get(1)));
    }

    /** True for the one that answers with the result. */
    public static boolean isResult(ArmTarget target) {
        return isBelowLocation(target)
                && AsciiCase.equal(RESULTS, target.id().types().get(1));
    }

    private static boolean isBelowLocation(ArmTarget target) {
        ArmResourceId id = target.id();
        return target.collection() == null
                && id.types().size() == 2
                && AsciiCase.equal(id.types().get(0), "locations")
                && id.providerScope().isSubscription();
    }

    /** Headers of the first answer and of each poll of the result. */
    public static Map<String, String> headers(Operation operation, ArmCall call) {
        return Map.of(
                "Azure-AsyncOperation", url(operation, call, statusType(operation)),
                "Location", url(operation, call, RESULTS),
                "Retry-After", "1");
    }

    static String location(Operation operation, ArmCall call) {
        return url(operation, call, RESULTS);
    }

    static String statusId(Operation operation) {
        return path(operation, statusType(operation));
    }

    private static String statusType(Operation operation) {
        return operation.target().namespace().equals(MACHINE_LEARNING) ? STATUSES.get(1) : STATUSES.get(0);
    }

    private static String url(Operation operation, ArmCall call, String type) {
        return call.baseUrl() + path(operation, type) + "?api-version=" + call.apiVersion();
    }

    private static String path(Operation operation, String type) {
        return ArmResourceId.subscription(operation.target().subscriptionId())
                .provider(operation.target().namespace(), "locations", operation.location())
                .child(type, operation.id())
                .toString();
    }
}
