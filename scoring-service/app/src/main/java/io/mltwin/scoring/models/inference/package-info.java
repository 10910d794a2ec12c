/**
 * Scoring: the one way that requests to web services and online endpoints go, the web services that
 * are loaded, and containers. Uses what {@code services} tells by events and the registry's content;
 * needs no database. Start reading at {@link io.mltwin.scoring.models.inference.ScoringService}.
 */
package io.mltwin.scoring.models.inference;
