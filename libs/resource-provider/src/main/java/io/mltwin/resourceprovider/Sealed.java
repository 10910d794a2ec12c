package io.mltwin.resourceprovider;

import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKey;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.function.Supplier;
import org.hibernate.annotations.Immutable;

/**
 * A text of a {@link SealedRow}, which the database has as ciphertext alone. It is decrypted when
 * it is read first, so that a row is found, changed elsewhere and deleted without its key.
 */
public final class Sealed {

    private String text;
    private byte[] stored;
    private Supplier<DataKey> key;
    private String place;

    private Sealed(String text, byte[] stored) {
        this.text = text;
        this.stored = stored;
    }

    /** A text for a row; null for none. */
    public static Sealed of(String text) {
        return text == null ? null : new Sealed(text, null);
    }

    /** A value for a row, as JSON; null for none. */
    public static Sealed json(Object value) {
        return value == null ? null : of(Json.write(value));
    }

    /** Reads a value of JSON; null for none. */
    public static <T> T read(Sealed value, Class<T> type) {
        return value == null ? null : Json.read(value.text(), type);
    }

    /**
     * The text, or null.
     *
     * @throws io.mltwin.armweb.AzureException what its workspace's key is refused with
     */
    public static String text(Sealed value) {
        return value == null ? null : value.text();
    }

    private String text() {
        if (text == null) {
            text = key.get().decryptText(stored, place);
        }
        return text;
    }

    void bind(Supplier<DataKey> itsKey, String itsPlace) {
        key = itsKey;
        place = itsPlace;
        if (stored == null) {
            stored = key.get().encryptText(text, place);
        }
    }

    @Override
    public String toString() {
        return "sealed text";
    }

    /** A column of ciphertext. */
    @Immutable
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<Sealed, byte[]> {

        @Override
        public byte[] convertToDatabaseColumn(Sealed value) {
            return value == null ? null : value.stored;
        }

        @Override
        public Sealed convertToEntityAttribute(byte[] stored) {
            return stored == null ? null : new Sealed(null, stored);
        }
    }
}
