package io.mltwin.workspace.storage.access;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXml;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXmlValue;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXmlValueIf;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.storage.signature.SasTerms;
import io.mltwin.workspace.storage.wire.XmlElement;
import io.mltwin.workspace.storage.wire.XmlWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code SignedIdentifiers}: the body of Set and Get Container ACL and Share ACL. */
public final class AccessPolicies {

    private static final int MOST = 5;
    private static final int LONGEST_ID = 64;
    private static final TypeReference<List<AccessPolicy>> FORM = new TypeReference<>() {};

    private AccessPolicies() {}

    /** Reads the body; an empty one has no policies. */
    public static List<AccessPolicy> read(byte[] xml) {
        List<AccessPolicy> policies = new ArrayList<>();
        if (xml.length == 0) {
            return policies;
        }
        for (XmlElement each : XmlElement.read(xml, "SignedIdentifiers").children()) {
            AccessPolicy policy = policy(each);
            if (policies.stream().anyMatch(one -> one.id().equals(policy.id()))) {
                throw invalidXmlValue("Id", "'" + policy.id() + "' comes twice.");
            }
            policies.add(policy);
        }
        invalidXmlValueIf(policies.size() > MOST, "SignedIdentifiers", "there are at most " + MOST + " policies.");
        return policies;
    }

    private static AccessPolicy policy(XmlElement xml) {
        String id = xml.text("Id");
        if (!xml.name().equals("SignedIdentifier") || id == null) {
            throw invalidXml();
        }
        invalidXmlValueIf(id.isEmpty() || id.length() > LONGEST_ID, "Id", "it has 1 to " + LONGEST_ID + " characters.");
        XmlElement said = xml.child("AccessPolicy");
        return said == null
                ? new AccessPolicy(id, null, null, null)
                : new AccessPolicy(id, time(said, "Start"), time(said, "Expiry"), permission(said));
    }

    private static String permission(XmlElement policy) {
        String letters = filled(policy, "Permission");
        if (letters != null && !letters.matches("[racwdxyltmeopfi]*")) {
            throw invalidXmlValue("Permission", "'" + letters + "' has a letter that no permission has.");
        }
        return letters;
    }

    private static String time(XmlElement policy, String name) {
        String text = filled(policy, name);
        if (text != null && SasTerms.time(text) == null) {
            throw invalidXmlValue(name, "'" + text + "' is no ISO 8601 time in UTC.");
        }
        return text;
    }

    private static String filled(XmlElement policy, String name) {
        String text = policy.text(name);
        return isEmpty(text) ? null : text;
    }

    public static String xml(List<AccessPolicy> policies) {
        XmlWriter xml = new XmlWriter().open("SignedIdentifiers");
        for (AccessPolicy policy : policies) {
            xml.open("SignedIdentifier").element("Id", policy.id()).open("AccessPolicy");
            xml.optional("Start", policy.start())
                    .optional("Expiry", policy.expiry())
                    .optional("Permission", policy.permission());
            xml.close().close();
        }
        return xml.close().end();
    }

    /** As stored in a row; null for none. */
    public static String write(List<AccessPolicy> policies) {
        return policies.isEmpty() ? null : Json.write(policies);
    }

    public static List<AccessPolicy> stored(String text) {
        return text == null ? List.of() : Json.read(text, FORM);
    }

    /** Returns the policy of this id, or null. */
    public static AccessPolicy find(String stored, String id) {
        return stored(stored).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
