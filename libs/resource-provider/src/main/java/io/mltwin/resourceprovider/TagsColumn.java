package io.mltwin.resourceprovider;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import java.util.TreeMap;

/** Tags in one column, as JSON. */
@Converter
public class TagsColumn implements AttributeConverter<Map<String, String>, String> {

    private static final TypeReference<TreeMap<String, String>> FORM = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, String> tags) {
        return JsonColumn.write(tags);
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String column) {
        return JsonColumn.read(column, FORM);
    }
}
