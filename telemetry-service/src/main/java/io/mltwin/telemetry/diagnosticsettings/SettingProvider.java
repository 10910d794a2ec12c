package io.mltwin.telemetry.diagnosticsettings;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Microsoft.Insights/diagnosticSettings} of a resource, and the categories that it has.
 *
 * <p>Deviation: settings are kept and checked; nothing is sent to their destinations. They end with
 * their resource, where Azure leaves them behind.
 */
@Singleton
record SettingProvider(SettingService service, DestinationValidator destinations) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(SettingBody.TYPE)
                        .require(SettingValidator::requireScope)
                        .get(call -> service.get(call.id()))
                        .list(call -> service.list(call.id()))
                        .put(ResourceChange.reading(SettingBody.class, "diagnostic setting")
                                .validate((call, body) -> SettingValidator.validate(SettingValidator.scope(call), body))
                                .prepare((call, body) -> destinations.validate(call, body.properties()))
                                .apply((call, body, given) -> service.put(call, given)))
                        .delete(service::delete)
                        .build(),
                ResourceType.named(SettingBody.CATEGORY_TYPE)
                        .require(SettingValidator::requireScope)
                        .get(SettingProvider::category)
                        .list(call -> categories(call.id()))
                        .build());
    }

    private static SettingBody.Category category(ArmCall call) {
        return categories(call.id().providerScope()).stream()
                .filter(one -> AsciiCase.equal(one.name(), call.id().name()))
                .findFirst()
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    private static List<SettingBody.Category> categories(ArmResourceId scope) {
        List<SettingBody.Category> all = new ArrayList<>();
        LogCategories.of(scope.type()).forEach(name -> all.add(category(scope, name, "Logs", List.of("allLogs"))));
        if (LogCategories.hasMetrics(scope.type())) {
            all.add(category(scope, LogCategories.ALL_METRICS, "Metrics", List.of()));
        }
        return all;
    }

    private static SettingBody.Category category(ArmResourceId scope, String name, String kind, List<String> groups) {
        return new SettingBody.Category(
                scope + "/providers/" + SettingBody.CATEGORY_TYPE + "/" + name,
                name,
                SettingBody.CATEGORY_TYPE,
                new SettingBody.CategoryProperties(kind, groups));
    }
}
