package io.mltwin.console.endpoints;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.AzureException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.TreeMap;

/** Percents of the traffic by deployment, as a form names them. */
final class TrafficForm {

    private static final String PREFIX = "traffic.";

    private TrafficForm() {}

    /** Returns what was typed, by the name of the deployment. */
    static Map<String, String> typed(MultivaluedMap<String, String> form) {
        Map<String, String> typed = new TreeMap<>();
        form.forEach((field, values) -> {
            if (field.startsWith(PREFIX)) {
                typed.put(field.substring(PREFIX.length()), values.get(0).strip());
            }
        });
        return typed;
    }

    /**
     * Reads the fields {@code traffic.DEPLOYMENT}; an empty one stands for 0.
     *
     * @throws AzureException 400 for what is no number from 0 to 100
     */
    static Map<String, Integer> percents(MultivaluedMap<String, String> form) {
        Map<String, Integer> percents = new TreeMap<>();
        typed(form).forEach((deployment, text) -> percents.put(deployment, percent(deployment, text)));
        return percents;
    }

    private static int percent(String deployment, String text) {
        badRequestIf(
                !text.matches("[0-9]{0,2}|100"),
                "InvalidTraffic",
                "The traffic of %s must be a number from 0 to 100.",
                deployment);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
