package io.mltwin.workspace.registration;

import java.util.Map;

/** The aliases of resource types, by which policies name their properties. */
public interface TypeAliases {

    /** Names of the aliases of a type, each with its path in the type's JSON. */
    Map<String, String> ofType(String type);
}
