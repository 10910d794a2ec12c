/**
 * What the documents say is true: rows of docs/fidelity.md, rules, the first hour, the catalogue.
 * Uses {@code platform} alone. Start reading at {@code FidelityTest}.
 */
package io.mltwin.e2e.documents;
