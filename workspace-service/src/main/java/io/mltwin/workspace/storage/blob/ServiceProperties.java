package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.XmlText;
import io.mltwin.workspace.storage.wire.XmlTree;
import java.util.List;

/**
 * The properties of an account's Blob service ("Set Blob Service Properties"). What would change
 * its behaviour is refused, since nothing carries it out: logging, metrics, CORS rules, soft
 * delete, static web sites.
 */
final class ServiceProperties {

    private static final List<String> METRICS = List.of("HourMetrics", "MinuteMetrics");

    private ServiceProperties() {}

    static String xml(String defaultVersion) {
        XmlText xml = new XmlText().open("StorageServiceProperties");
        xml.open("Logging").element("Version", "1.0");
        xml.element("Delete", "false").element("Read", "false").element("Write", "false");
        retention(xml).close();
        for (String metrics : METRICS) {
            xml.open(metrics).element("Version", "1.0").element("Enabled", "false");
            retention(xml).close();
        }
        xml.element("Cors", "").optional("DefaultServiceVersion", defaultVersion);
        xml.open("DeleteRetentionPolicy").element("Enabled", "false").close();
        xml.open("StaticWebsite").element("Enabled", "false").close();
        return xml.close().end();
    }

    private static XmlText retention(XmlText xml) {
        return xml.open("RetentionPolicy").element("Enabled", "false").close();
    }

    /** What is kept of a request: the version for requests that name none. */
    static String defaultVersion(byte[] body, String before) {
        XmlTree given = XmlTree.read(body, "StorageServiceProperties");
        for (XmlTree part : given.children()) {
            switch (part.name()) {
                case "Logging" -> refuse(part, "Delete", "Read", "Write");
                case "HourMetrics", "MinuteMetrics", "DeleteRetentionPolicy", "StaticWebsite" ->
                        refuse(part, "Enabled");
                case "Cors" -> {
                    if (!part.children().isEmpty()) {
                        throw DataErrors.unsupported("CORS rules of the Blob service");
                    }
                }
                case "DefaultServiceVersion" -> {
                    if (!part.text().matches("\\d{4}-\\d\\d-\\d\\d")) {
                        throw DataErrors.invalidXmlValue(part.name(), "give a date.");
                    }
                }
                default -> throw DataErrors.invalidXml();
            }
        }
        String version = given.text("DefaultServiceVersion");
        return version == null ? before : version;
    }

    private static void refuse(XmlTree part, String... switches) {
        for (String each : switches) {
            if ("true".equalsIgnoreCase(part.text(each))) {
                throw DataErrors.unsupported(part.name() + " of the Blob service");
            }
        }
    }
}
