package io.mltwin.local.service;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.postgres.DatabaseAddress;
import io.mltwin.local.process.Java;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes service.properties, which is all that a service is told, at each start. */
public record ServiceSettings(
        PlatformService service, DataFolder folder, Checkout checkout, PlatformSettings settings) {

    public String text() throws IOException {
        String name = service.key();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("mltwin.service", name);
        lines.put("mltwin.base", settings.base());
        lines.put("mltwin.port-base", String.valueOf(settings.ports().base()));
        lines.put("mltwin.port", String.valueOf(settings.ports().of(service)));
        lines.put("mltwin.bind", settings.bind());
        lines.put("mltwin.trust-dir", folder.trust().toString());
        lines.put("mltwin.private-dir", folder.privateOf(name).toString());
        lines.put("mltwin.data-dir", folder.dataOf(name).toString());
        lines.put(
                "mltwin.database.url",
                DatabaseAddress.of(folder, settings.ports().postgres(), name));
        lines.put("mltwin.database.username", name);
        lines.put(
                "mltwin.database.password",
                BoundedContent.text(folder.privateOf(name).resolve(TrustMaterial.DATABASE_PASSWORD))
                        .strip());
        lines.put(
                "mltwin.kafka.bootstrap-servers",
                "localhost:" + settings.ports().kafka());
        if (service == PlatformService.COMPUTE || service == PlatformService.SCORING) {
            lines.put("mltwin.environments-dir", checkout.environments().toString());
            lines.put("mltwin.java-home", Java.home().toString());
        }
        if (service == PlatformService.COMPUTE) {
            lines.put("mltwin.node-jar", checkout.nodeJar().toString());
        }
        lines.putAll(settings.overrides());
        StringBuilder text = new StringBuilder("# Written by mltwin at each start.\n");
        lines.forEach((key, value) ->
                text.append(key).append('=').append(escaped(value)).append('\n'));
        return text.toString();
    }

    /**
     * Returns a value as java.util.Properties and SmallRye's expressions read it back unchanged.
     */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\\\$");
    }
}
