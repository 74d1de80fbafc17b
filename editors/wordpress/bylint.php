<?php
/**
 * Plugin Name: bylint
 * Description: Checks republished stories before they are published: missing credit, leftover ad labels, others' boilerplate.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: bylint
 *
 * What WordPress calls: the editor's script, the route it asks, and the gate that every save by the REST API passes.
 */

namespace Bylint;

defined( 'ABSPATH' ) || exit;
require_once __DIR__ . '/check.php';

/** The meta that records each publication over errors: reason, findings, who and when. Never written by a browser. */
const OVERRIDE = '_bylint_override';
/** What the editor sends a reason in. */
const REASON = 'bylint_override';

add_action( 'init', __NAMESPACE__ . '\register', 20 );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_rest' );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_script' );
add_action( 'enqueue_block_assets', __NAMESPACE__ . '\enqueue_style' );
add_filter( 'pre_http_send_through_proxy', __NAMESPACE__ . '\not_by_proxy', 10, 2 );

/** The post types that hold stories. */
function post_types(): array {
	return (array) apply_filters( 'bylint_post_types', array( 'post' ) );
}

/** Whether the user may publish a story over errors, with a reason. Whoever may publish it, unless the site says otherwise. */
function may_override( ?\WP_Post $post ): bool {
	return (bool) apply_filters( 'bylint_may_override', true, $post );
}

function register(): void {
	foreach ( post_types() as $type ) {
		register_post_meta(
			$type,
			OVERRIDE,
			array(
				'type'          => 'object',
				'description'   => 'A publication over the errors of bylint: reason, user, name, time and findings.',
				'single'        => false,
				'show_in_rest'  => false,
				'auth_callback' => '__return_false',
			)
		);
		add_filter( "rest_pre_insert_$type", __NAMESPACE__ . '\gate', 10, 2 );
	}
}

function register_rest(): void {
	// Written, never read: a reason is one save's own, and is kept in the meta.
	register_rest_field(
		post_types(),
		REASON,
		array(
			'get_callback' => '__return_empty_string',
			'schema'       => array( 'type' => 'string', 'maxLength' => 2000, 'context' => array( 'edit' ) ),
		)
	);
	register_rest_route(
		'bylint/v1',
		'/posts/(?P<id>\d+)/check',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\check_route',
			'permission_callback' => static function ( $request ) {
				$id = (int) $request['id'];
				return in_array( get_post_type( $id ), post_types(), true ) && current_user_can( 'edit_post', $id );
			},
			'args'                => array(
				'content' => array( 'type' => 'string', 'required' => true ),
				'title'   => array( 'type' => 'string' ),
				'slug'    => array( 'type' => 'string' ),
				'author'  => array( 'type' => 'integer' ),
				'date'    => array( 'type' => array( 'string', 'null' ) ),
				'meta'    => array( 'type' => 'object' ),
			),
		)
	);
}

/** The check that the editor asks for, of the story as it stands there. */
function check_route( \WP_REST_Request $request ) {
	$post   = get_post( (int) $request['id'] );
	$date   = $request['date'] ? rest_get_date_with_gmt( $request['date'] ) : null;
	$result = check(
		$post,
		array(
			'content'  => $request['content'],
			'title'    => $request['title'],
			'slug'     => $request['slug'],
			'author'   => $request['author'],
			'date_gmt' => $date ? $date[1] : null,
			'meta'     => $request['meta'],
		)
	);
	if ( is_wp_error( $result ) ) {
		return $result;
	}
	$result['overrides']   = array_map(
		static function ( $record ) {
			return array_intersect_key( (array) $record, array_flip( array( 'reason', 'name', 'time' ) ) );
		},
		get_post_meta( $post->ID, OVERRIDE )
	);
	$result['mayOverride'] = may_override( $post );
	return $result;
}

/**
 * Refuse a save that makes a story with errors public, now or by schedule: a browser's lock binds only those who keep to it.
 * A story that is live, a service that is down and a reason that is given all pass.
 */
function gate( $prepared, \WP_REST_Request $request ) {
	if ( is_wp_error( $prepared ) || ( defined( 'DOING_AUTOSAVE' ) && DOING_AUTOSAVE ) ) {
		return $prepared;
	}
	$post   = empty( $prepared->ID ) ? null : get_post( $prepared->ID );
	$before = $post ? $post->post_status : 'new';
	$after  = $prepared->post_status ?? $before;
	if ( 'publish' === $before || ! in_array( $after, array( 'publish', 'future' ), true ) ) {
		return $prepared;
	}
	$content = $prepared->post_content ?? ( $post ? $post->post_content : '' );
	$result  = check(
		$post,
		array(
			// Without blocks, WordPress makes the paragraphs when it shows the story.
			'content'  => has_blocks( $content ) ? $content : wpautop( $content ),
			'title'    => $prepared->post_title ?? null,
			'slug'     => $prepared->post_name ?? null,
			'author'   => $prepared->post_author ?? null,
			'date_gmt' => $prepared->post_date_gmt ?? null,
			'meta'     => $request['meta'],
		)
	);
	if ( is_wp_error( $result ) || 'block' !== $result['verdict'] ) {
		return $prepared;
	}
	$reason = trim( sanitize_textarea_field( (string) $request[ REASON ] ) );
	if ( '' !== $reason && may_override( $post ) ) {
		record_after( $request, $prepared->post_type, $reason, $result['findings'] );
		return $prepared;
	}
	return new \WP_Error( 'bylint_blocked', refusal( $result['findings'], may_override( $post ) ), array( 'status' => 422 ) );
}

/** Record an override once its save is done, which may still fail. */
function record_after( \WP_REST_Request $request, string $type, string $reason, array $findings ): void {
	$hook   = "rest_after_insert_$type";
	$record = static function ( $post, $done ) use ( &$record, $hook, $request, $reason, $findings ) {
		if ( $done !== $request ) {
			return;
		}
		remove_action( $hook, $record );
		$user  = wp_get_current_user();
		$about = static function ( $finding ) {
			return array_intersect_key( $finding, array_flip( array( 'rule', 'severity', 'message' ) ) );
		};
		add_post_meta(
			$post->ID,
			OVERRIDE,
			wp_slash(
				array(
					'reason'   => $reason,
					'user'     => $user->ID,
					'name'     => $user->display_name,
					'time'     => gmdate( 'c' ),
					'findings' => array_map( $about, array_slice( $findings, 0, 50 ) ),
				)
			)
		);
	};
	add_action( $hook, $record, 10, 2 );
}

/** Why a save is refused. The editor leaves out a message with tags in it, and findings quote pages. */
function refusal( array $findings, bool $may_override ): string {
	$errors = array_values( wp_list_filter( $findings, array( 'severity' => 'error' ) ) );
	$shown  = array_column( array_slice( $errors ? $errors : $findings, 0, 3 ), 'message' );
	$said   = sprintf(
		/* translators: 1: how many findings. 2: the first of them, in full sentences. */
		__( 'bylint found what must not be published (%1$d): %2$s', 'bylint' ),
		count( $errors ? $errors : $findings ),
		implode( ' ', $shown )
	);
	if ( $may_override ) {
		$said .= ' ' . __( 'To publish anyway, give a reason in the bylint panel.', 'bylint' );
	}
	return str_replace( array( '<', '>' ), array( '‹', '›' ), $said );
}

function enqueue_script(): void {
	$screen = get_current_screen();
	if ( ! $screen || ! in_array( $screen->post_type, post_types(), true ) || 'post' !== $screen->base ) {
		return;
	}
	$packages = 'a11y api-fetch block-editor blocks components compose data date edit-post editor element hooks i18n notices plugins';
	$needs    = preg_filter( '/^/', 'wp-', explode( ' ', $packages ) );
	wp_enqueue_script( 'bylint', plugins_url( 'bylint.js', __FILE__ ), $needs, filemtime( __DIR__ . '/bylint.js' ), true );
	wp_set_script_translations( 'bylint', 'bylint' );
}

/** In the editor's own frame too, where blocks are marked. */
function enqueue_style(): void {
	if ( is_admin() ) {
		wp_enqueue_style( 'bylint', plugins_url( 'bylint.css', __FILE__ ), array(), filemtime( __DIR__ . '/bylint.css' ) );
	}
}

/** Keep the token on this machine, whatever proxy the site uses. */
function not_by_proxy( $by_proxy, $url ) {
	return 0 === strpos( $url, address() . '/' ) ? false : $by_proxy;
}
