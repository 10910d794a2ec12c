/**
 * The online endpoints that are loaded, the traffic between their deployments, and the containers of
 * each. Uses the containers of {@code inference} and what endpoints and deployments tell by events;
 * what is loaded needs no database. Start reading at {@link
 * io.mltwin.scoring.models.inference.online.OnlineTarget}.
 */
package io.mltwin.scoring.models.inference.online;
