;; The lzf filter of h5py as an HDF5 filter plugin, for reading. Compiled with wabt:
;;   wat2wasm lzf.wat -o lzf.wasm && base64 -w 96 lzf.wasm   (kept in lzfPlugin.ts)
;;
;; A chunk is a row of tokens. A first byte c below 32 stands before c + 1 bytes as they are. Otherwise c >> 5 (where
;; that is 7, plus the next byte) plus 2 bytes are repeated from (c & 31) * 256 + the next byte + 1 bytes back.
(module
  (import "env" "memory" (memory 1))
  (import "env" "__indirect_function_table" (table 1 funcref))
  (import "env" "__memory_base" (global $memoryBase i32))
  (import "env" "__table_base" (global $tableBase i32))
  (import "env" "malloc" (func $malloc (param i32) (result i32)))
  (import "env" "free" (func $free (param i32)))

  ;; H5Z_class2_t: version 1, id 32000, no encoder, a decoder, name, can_apply, set_local, filter; then the name.
  (data (global.get $memoryBase)
    "\01\00\00\00\00\7d\00\00\00\00\00\00\01\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00lzf\00")
  (elem (global.get $tableBase) func $filter)

  ;; H5PL_TYPE_FILTER
  (func (export "H5PLget_plugin_type") (result i32)
    (i32.const 0))

  (func (export "H5PLget_plugin_info") (result i32)
    (i32.store offset=16 (global.get $memoryBase) (i32.add (global.get $memoryBase) (i32.const 32)))
    (i32.store offset=28 (global.get $memoryBase) (global.get $tableBase))
    (global.get $memoryBase))

  ;; H5Z_func_t: replaces the chunk by its bytes and returns how many they are, or 0 where it cannot.
  (func $filter (param $flags i32) (param $settings i32) (param $values i32) (param $bytes i32)
    (param $bufferSize i32) (param $buffer i32) (result i32)
    (local $size i32) (local $out i32)
    ;; H5Z_FLAG_REVERSE
    (if (i32.eqz (i32.and (local.get $flags) (i32.const 0x100))) (then (return (i32.const 0))))
    (local.set $size (call $decode (i32.load (local.get $buffer)) (local.get $bytes) (i32.const 0)))
    (if (i32.le_s (local.get $size) (i32.const 0)) (then (return (i32.const 0))))
    (local.set $out (call $malloc (local.get $size)))
    (if (i32.eqz (local.get $out)) (then (return (i32.const 0))))
    (drop (call $decode (i32.load (local.get $buffer)) (local.get $bytes) (local.get $out)))
    (call $free (i32.load (local.get $buffer)))
    (i32.store (local.get $buffer) (local.get $out))
    (i32.store (local.get $bufferSize) (local.get $size))
    (local.get $size))

  ;; How many bytes a chunk has, or -1 where it is damaged; writes them to $out unless that is 0.
  (func $decode (param $in i32) (param $bytes i32) (param $out i32) (result i32)
    (local $end i32) (local $done i32) (local $first i32) (local $length i32) (local $from i32)
    (local.set $end (i32.add (local.get $in) (local.get $bytes)))
    (block $finished
      (loop $tokens
        (br_if $finished (i32.ge_u (local.get $in) (local.get $end)))
        (local.set $first (i32.load8_u (local.get $in)))
        (local.set $in (i32.add (local.get $in) (i32.const 1)))
        (if (i32.lt_u (local.get $first) (i32.const 32))
          (then
            (local.set $length (i32.add (local.get $first) (i32.const 1)))
            (if (i32.gt_u (i32.add (local.get $in) (local.get $length)) (local.get $end))
              (then (return (i32.const -1))))
            (if (local.get $out)
              (then (memory.copy (i32.add (local.get $out) (local.get $done)) (local.get $in) (local.get $length))))
            (local.set $in (i32.add (local.get $in) (local.get $length)))
            (local.set $done (i32.add (local.get $done) (local.get $length)))
            (br $tokens)))
        (local.set $length (i32.shr_u (local.get $first) (i32.const 5)))
        (if (i32.eq (local.get $length) (i32.const 7))
          (then
            (if (i32.ge_u (local.get $in) (local.get $end)) (then (return (i32.const -1))))
            (local.set $length (i32.add (i32.const 7) (i32.load8_u (local.get $in))))
            (local.set $in (i32.add (local.get $in) (i32.const 1)))))
        (if (i32.ge_u (local.get $in) (local.get $end)) (then (return (i32.const -1))))
        (local.set $from
          (i32.sub
            (i32.sub
              (i32.sub (local.get $done) (i32.shl (i32.and (local.get $first) (i32.const 31)) (i32.const 8)))
              (i32.load8_u (local.get $in)))
            (i32.const 1)))
        (local.set $in (i32.add (local.get $in) (i32.const 1)))
        (if (i32.lt_s (local.get $from) (i32.const 0)) (then (return (i32.const -1))))
        (local.set $length (i32.add (local.get $length) (i32.const 2)))
        (if (i32.eqz (local.get $out))
          (then
            (local.set $done (i32.add (local.get $done) (local.get $length)))
            (br $tokens)))
        ;; Byte by byte: what is repeated may reach into what is being written.
        (loop $copy
          (i32.store8
            (i32.add (local.get $out) (local.get $done))
            (i32.load8_u (i32.add (local.get $out) (local.get $from))))
          (local.set $done (i32.add (local.get $done) (i32.const 1)))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (local.set $length (i32.sub (local.get $length) (i32.const 1)))
          (br_if $copy (local.get $length)))
        (br $tokens)))
    (local.get $done)))
