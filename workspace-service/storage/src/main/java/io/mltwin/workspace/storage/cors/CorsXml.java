package io.mltwin.workspace.storage.cors;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXml;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXmlValue;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXmlValueIf;

import io.mltwin.workspace.storage.wire.XmlElement;
import io.mltwin.workspace.storage.wire.XmlWriter;
import java.util.Arrays;
import java.util.List;

/** The {@code Cors} element of the properties of a service. */
public final class CorsXml {

    private static final String RULE = "CorsRule";
    private static final String ORIGINS = "AllowedOrigins";
    private static final String METHODS = "AllowedMethods";
    private static final String MAX_AGE = "MaxAgeInSeconds";
    private static final String EXPOSED = "ExposedHeaders";
    private static final String HEADERS = "AllowedHeaders";
    private static final List<String> ELEMENTS = List.of(ORIGINS, METHODS, MAX_AGE, EXPOSED, HEADERS);

    private CorsXml() {}

    /**
     * Reads the rules; none of an empty element.
     *
     * @throws io.mltwin.armweb.AzureException 400 when they are not of the form or outside its
     *     limits
     */
    public static CorsRules read(XmlElement cors) {
        try {
            return CorsRules.of(cors.children().stream().map(CorsXml::rule).toList());
        } catch (IllegalArgumentException wrong) {
            throw invalidXmlValue(cors.name(), wrong.getMessage());
        }
    }

    private static CorsRule rule(XmlElement rule) {
        boolean complete = rule.name().equals(RULE)
                && rule.children().size() == ELEMENTS.size()
                && ELEMENTS.stream().allMatch(name -> rule.child(name) != null);
        if (!complete) {
            throw invalidXml();
        }
        String maxAge = rule.text(MAX_AGE);
        invalidXmlValueIf(!maxAge.matches("\\d{1,9}"), MAX_AGE, "give a number of seconds.");
        return new CorsRule(
                list(rule.text(ORIGINS)),
                list(rule.text(METHODS)),
                Integer.valueOf(maxAge),
                list(rule.text(EXPOSED)),
                list(rule.text(HEADERS)));
    }

    private static List<String> list(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    public static void write(XmlWriter xml, CorsRules rules) {
        xml.open("Cors");
        for (CorsRule rule : rules.rules()) {
            xml.open(RULE)
                    .element(ORIGINS, String.join(",", rule.allowedOrigins()))
                    .element(METHODS, String.join(",", rule.allowedMethods()))
                    .element(MAX_AGE, rule.maxAgeInSeconds().toString())
                    .element(EXPOSED, String.join(",", rule.exposedHeaders()))
                    .element(HEADERS, String.join(",", rule.allowedHeaders()))
                    .close();
        }
        xml.close();
    }
}
