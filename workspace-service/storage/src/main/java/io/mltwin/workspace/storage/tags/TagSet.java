package io.mltwin.workspace.storage.tags;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidTags;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidXml;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.signature.PercentDecoding;
import io.mltwin.workspace.storage.wire.XmlElement;
import io.mltwin.workspace.storage.wire.XmlWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The index tags of a blob ("Set Blob Tags", 2019-12-12 and later): at most ten, keys of 1 to 128
 * and values of up to 256 characters, both case-sensitive.
 */
public final class TagSet {

    private static final int MOST = 10;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9 +\\-./:=_]*");

    private TagSet() {}

    /** Reads the body of Set Blob Tags. */
    public static Map<String, String> read(byte[] xml) {
        Map<String, String> tags = new TreeMap<>();
        XmlElement set = XmlElement.read(xml, "Tags").child("TagSet");
        if (set == null) {
            throw invalidXml();
        }
        for (XmlElement tag : set.children()) {
            XmlElement key = tag.child("Key");
            XmlElement value = tag.child("Value");
            if (!tag.name().equals("Tag") || key == null || value == null) {
                throw invalidXml();
            }
            add(tags, key.exactText(), value.exactText());
        }
        return tags;
    }

    /** {@code x-ms-tags}, in the form of a query; none for null. */
    public static Map<String, String> ofHeader(String header) {
        Map<String, String> tags = new TreeMap<>();
        if (isEmpty(header)) {
            return tags;
        }
        for (String pair : header.split("&")) {
            int equals = pair.indexOf('=');
            invalidHeaderIf(equals < 0, "x-ms-tags", "give key=value pairs joined by &.");
            add(tags, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return tags;
    }

    private static String decode(String text) {
        try {
            return PercentDecoding.decode(text.replace("+", "%20"));
        } catch (AzureException malformed) {
            throw invalidTags("keys and values are percent-encoded.");
        }
    }

    static boolean isText(String text) {
        return TEXT.matcher(text).matches();
    }

    static boolean isKeyLength(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY;
    }

    static boolean isValueLength(String value) {
        return value.length() <= LONGEST_VALUE;
    }

    private static void add(Map<String, String> tags, String key, String value) {
        if (!isKeyLength(key) || !isText(key)) {
            throw invalidTags("a key has 1 to 128 letters, digits, spaces and characters of + - . / : = _.");
        }
        if (!isValueLength(value) || !isText(value)) {
            throw invalidTags("a value has up to 256 letters, digits, spaces and characters of + - . / : = _.");
        }
        if (tags.put(key, value) != null) {
            throw invalidTags("the key '" + key + "' comes twice.");
        }
        if (tags.size() > MOST) {
            throw invalidTags("a blob has at most " + MOST + " tags.");
        }
    }

    public static String xml(Map<String, String> tags) {
        XmlWriter xml = new XmlWriter().open("Tags");
        write(xml, tags);
        return xml.close().end();
    }

    /** The {@code TagSet} of an answer. */
    public static void write(XmlWriter xml, Map<String, String> tags) {
        xml.open("TagSet");
        tags.forEach((key, value) ->
                xml.open("Tag").element("Key", key).element("Value", value).close());
        xml.close();
    }
}
