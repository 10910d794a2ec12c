package io.mltwin.telemetry.diagnosticsettings;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code Microsoft.Insights/diagnosticSettings} of a resource, and the categories that it has.
 *
 * <p>Deviation: settings are kept and checked; nothing is sent to their destinations.
 */
@Singleton
class SettingProvider implements ArmProvider {

    private final SettingService service;
    private final ObjectMapper json;

    SettingProvider(SettingService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(SettingBody.TYPE, SettingBody.CATEGORY_TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        boolean isCollection = call.target().collection() != null;
        ArmResourceId scope = isCollection ? call.id() : call.id().providerScope();
        if (LogCategories.of(scope.type()) == null) {
            throw new AzureFault(
                    400,
                    "ResourceTypeNotSupported",
                    "The resource type '"
                            + AsciiCase.lower(scope.type())
                            + "' does not support diagnostic settings.");
        }
        if (AsciiCase.equal(call.target().type(), SettingBody.CATEGORY_TYPE)) {
            return categories(call, scope, isCollection);
        }
        if (call.isList()) {
            return ok(new SettingBody.Page(service.list(scope)));
        }
        if (call.isGet()) {
            return ok(service.get(call.id()));
        }
        if (call.isPut()) {
            return ok(service.put(call, body(call).properties()));
        }
        if (call.isDelete()) {
            return service.delete(call.id())
                    ? new ArmAnswer(200, null, null, Map.of())
                    : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer categories(ArmCall call, ArmResourceId scope, boolean isCollection) {
        if (!call.method().equals("GET")) {
            throw ArmErrors.methodNotAllowed(call);
        }
        List<SettingBody.Category> all = new ArrayList<>();
        LogCategories.of(scope.type())
                .forEach(name -> all.add(category(scope, name, "Logs", List.of("allLogs"))));
        if (LogCategories.hasMetrics(scope.type())) {
            all.add(category(scope, LogCategories.ALL_METRICS, "Metrics", List.of()));
        }
        if (isCollection) {
            return ok(new SettingBody.CategoryPage(all));
        }
        return ok(
                all.stream()
                        .filter(one -> AsciiCase.equal(one.name(), call.id().name()))
                        .findFirst()
                        .orElseThrow(() -> ArmErrors.resourceNotFound(call.id())));
    }

    private static SettingBody.Category category(
            ArmResourceId scope, String name, String kind, List<String> groups) {
        return new SettingBody.Category(
                scope + "/providers/" + SettingBody.CATEGORY_TYPE + "/" + name,
                name,
                SettingBody.CATEGORY_TYPE,
                new SettingBody.CategoryProperties(kind, groups));
    }

    private ArmAnswer ok(Object body) {
        return ArmAnswer.ok(json.valueToTree(body));
    }

    private SettingBody body(ArmCall call) {
        return call.body(json, SettingBody.class, "diagnostic setting");
    }
}
