package io.mltwin.workspace.storage.blob.service;

import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXml;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXmlValueIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.mltwin.workspace.storage.cors.CorsRules;
import io.mltwin.workspace.storage.cors.CorsXml;
import io.mltwin.workspace.storage.wire.XmlElement;
import io.mltwin.workspace.storage.wire.XmlWriter;
import java.util.List;

/**
 * The properties of an account's Blob service ("Set Blob Service Properties"). What would change
 * its behaviour and is not built is refused, since nothing carries it out: logging, metrics, static
 * web sites.
 *
 * <p>Deviation: logging, metrics, static web sites, the change feed and point-in-time restore
 * answer 501.
 */
final class ServiceProperties {

    private static final List<String> METRICS = List.of("HourMetrics", "MinuteMetrics");

    private ServiceProperties() {}

    /**
     * The change that a request makes.
     *
     * @param defaultVersion the version for requests that name none
     */
    record Change(String defaultVersion, SoftDelete softDelete, CorsRules corsRules) {}

    static String xml(Change properties) {
        SoftDelete softDelete = properties.softDelete();
        XmlWriter xml = new XmlWriter().open("StorageServiceProperties");
        xml.open("Logging").element("Version", "1.0");
        xml.element("Delete", "false").element("Read", "false").element("Write", "false");
        retention(xml).close();
        for (String metrics : METRICS) {
            xml.open(metrics).element("Version", "1.0").element("Enabled", "false");
            retention(xml).close();
        }
        CorsXml.write(xml, properties.corsRules());
        xml.optional("DefaultServiceVersion", properties.defaultVersion());
        xml.open("DeleteRetentionPolicy").element("Enabled", Boolean.toString(softDelete.keepsBlobs()));
        if (softDelete.keepsBlobs()) {
            xml.element("Days", softDelete.blobDays().toString());
            xml.element("AllowPermanentDelete", Boolean.toString(softDelete.allowsPermanentDelete()));
        }
        xml.close();
        xml.open("StaticWebsite").element("Enabled", "false").close();
        return xml.close().end();
    }

    private static XmlWriter retention(XmlWriter xml) {
        return xml.open("RetentionPolicy").element("Enabled", "false").close();
    }

    /** Reads the change of a request; a property that it does not name stays. */
    static Change read(byte[] body, Change before) {
        SoftDelete softDelete = before.softDelete();
        CorsRules corsRules = before.corsRules();
        XmlElement given = XmlElement.read(body, "StorageServiceProperties");
        for (XmlElement part : given.children()) {
            switch (part.name()) {
                case "Logging" -> refuse(part, "Delete", "Read", "Write");
                case "HourMetrics", "MinuteMetrics", "StaticWebsite" -> refuse(part, "Enabled");
                case "DeleteRetentionPolicy" ->
                    softDelete = new SoftDelete(
                            days(part),
                            softDelete.containerDays(),
                            AsciiCase.equal("true", part.text("Enabled"))
                                    && AsciiCase.equal("true", part.text("AllowPermanentDelete")));
                case "Cors" -> corsRules = CorsXml.read(part);
                case "DefaultServiceVersion" -> {
                    invalidXmlValueIf(!part.text().matches("\\d{4}-\\d\\d-\\d\\d"), part.name(), "give a date.");
                }
                default -> throw invalidXml();
            }
        }
        String version = given.text("DefaultServiceVersion");
        return new Change(version == null ? before.defaultVersion() : version, softDelete, corsRules);
    }

    private static Integer days(XmlElement policy) {
        String enabled = policy.text("Enabled");
        String days = policy.text("Days");
        invalidXmlValueIf(enabled == null || !enabled.matches("(?i)true|false"), "Enabled", "give true or false.");
        if (!Boolean.parseBoolean(enabled)) {
            return null;
        }
        invalidXmlValueIf(
                days == null || !days.matches("\\d{1,3}") || !SoftDelete.isRetention(Integer.parseInt(days)),
                "Days",
                "give a number from 1 to 365.");
        return Integer.valueOf(days);
    }

    private static void refuse(XmlElement part, String... switches) {
        for (String each : switches) {
            if (AsciiCase.equal("true", part.text(each))) {
                throw unsupported(part.name() + " of the Blob service");
            }
        }
    }
}
