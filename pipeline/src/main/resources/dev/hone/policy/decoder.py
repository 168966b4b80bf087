# The mathematics of a decoder of the Llama kind, one text for sampling and for training. TorchScript in its serialised form: Hone writes it
# into a module archive at start (TorchScriptArchive.java) and libtorch compiles it; no Python runs. Weights are arguments.
#
# Axes: N tokens in one flat row, D hidden size, H heads, K key-value heads, E head dimension, P prompt tokens, G completions of a
# prompt, T tokens of the longest completion, S slots of the key-value cache, C tokens that a slot holds, B busy slots, V vocabulary.
#
# layers: 32 tensors a layer: [0] input norm, [1] norm before the MLP, then weight, bias, LoRA A, LoRA B of q, k, v, o, gate, up, down,
# then [30] and [31] the norms of each head of q and k [E]. A tensor without elements stands for what a layer does not have. In
# checkpoints with fused matrices and where fused for sampling (see fuse), q holds q, k and v, gate holds gate and up; k, v and up are then
# without elements. fuse also merges LoRA and makes of the two head norms one, [30], of [H + K, E].
# window, limited: in the layers that are limited a token sees the last `window` tokens, itself among them; a window of 0 is none.
# ends: [0] embedding [V, D], [1] final norm [D], [2] head [V, D], [3] rotary frequencies [E / 2].
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def linear(self, x: Tensor, layers: List[Tensor], at: int, scale: float) -> Tensor:
    bias = annotate(Optional[Tensor], None)
    if torch.gt(torch.numel(layers[at + 1]), 0):
      bias = layers[at + 1]
    y = torch.linear(x, layers[at], bias)
    if torch.gt(torch.numel(layers[at + 2]), 0):
      _0 = y.addmm_(torch.mul(torch.linear(x, layers[at + 2]), scale), torch.t(layers[at + 3]))
    return y

  def norm(self, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [x.size(-1)], weight, eps)

  # Cosines and sines [N, 1, E] of the rotary angles, in fp32 as in transformers.
  def angles(self, positions: Tensor, frequencies: Tensor) -> List[Tensor]:
    half = torch.mul(torch.unsqueeze(torch.to(positions, 6), 1), frequencies)
    both = torch.unsqueeze(torch.cat([half, half], 1), 1)
    return [torch.cos(both), torch.sin(both)]

  def rotate(self, x: Tensor, angles: List[Tensor]) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    turned = torch.cat([torch.neg(halves[1]), halves[0]], -1)
    return torch.add(torch.mul(x, angles[0]), torch.mul(turned, angles[1]))

  # Queries [N, H, E], keys and values [N, K, E] of a layer.
  def project(self, x: Tensor, layers: List[Tensor], at: int, angles: List[Tensor], heads: int, groups: int, eps: float, scale: float) -> List[Tensor]:
    n = x.size(0)
    h = self.norm(x, layers[at], eps)
    if torch.gt(torch.numel(layers[at + 6]), 0):
      q = self.linear(h, layers, at + 2, scale).view([n, heads, -1])
      k = self.linear(h, layers, at + 6, scale).view([n, groups, -1])
      if torch.gt(torch.numel(layers[at + 30]), 0):
        q = self.norm(q, layers[at + 30], eps)
        k = self.norm(k, layers[at + 31], eps)
      q = self.rotate(q, angles)
      k = self.rotate(k, angles)
      v = self.linear(h, layers, at + 10, scale).view([n, groups, -1])
    else:
      fused = self.linear(h, layers, at + 2, scale).view([n, heads + groups * 2, -1])
      turning = torch.narrow(fused, 1, 0, heads + groups)
      if torch.gt(torch.numel(layers[at + 30]), 0):
        turning = torch.mul(torch.rms_norm(turning, [turning.size(-1)], None, eps), layers[at + 30])
      turned = self.rotate(turning, angles)
      q = torch.narrow(turned, 1, 0, heads)
      k = torch.narrow(turned, 1, heads, groups)
      v = torch.narrow(fused, 1, heads + groups, groups)
    return [q, k, v]

  # The rest of a layer after attention a [N, H * E].
  def finish(self, x: Tensor, a: Tensor, layers: List[Tensor], at: int, eps: float, scale: float) -> Tensor:
    y = torch.add(x, self.linear(a, layers, at + 14, scale))
    h = self.norm(y, layers[at + 1], eps)
    if torch.gt(torch.numel(layers[at + 22]), 0):
      gate = self.linear(h, layers, at + 18, scale)
      up = self.linear(h, layers, at + 22, scale)
    else:
      both = torch.chunk(self.linear(h, layers, at + 18, scale), 2, -1)
      gate = both[0]
      up = both[1]
    gated = torch.mul(torch.silu(gate), up)
    return torch.add(y, self.linear(gated, layers, at + 26, scale))

  # [N, K, E] to [1, H, N, E]: every key-value head once for each of its query heads.
  def spread(self, x: Tensor, heads: int) -> Tensor:
    y = torch.unsqueeze(torch.transpose(x, 0, 1), 0)
    return torch.repeat_interleave(y, heads // x.size(1), 1)

  # What each of the last [rows] of [columns] tokens sees within a window: bool.
  def band(self, rows: int, columns: int, window: int) -> Tensor:
    past = torch.tril(torch.ones([rows, columns]), columns - rows)
    return torch.gt(torch.triu(past, columns - rows - window + 1), 0)

  # Causal attention of one sequence, [N, H * E], in the layers with a window within it.
  def attend(self, q: Tensor, k: Tensor, v: Tensor, window: int) -> Tensor:
    n = q.size(0)
    heads = q.size(1)
    queries = torch.unsqueeze(torch.transpose(q, 0, 1), 0)
    seen = annotate(Optional[Tensor], None)
    if torch.gt(window, 0):
      if torch.gt(n, window):
        seen = self.band(n, n, window)
    a = torch.scaled_dot_product_attention(queries, self.spread(k, heads), self.spread(v, heads), seen, 0., seen is None)
    return torch.transpose(torch.squeeze(a, 0), 0, 1).reshape([q.size(0), -1])

  # (W + scale * B A)^T of a module, [in, out].
  def merged(self, layers: List[Tensor], at: int, scale: float) -> Tensor:
    w = torch.t(layers[at])
    if torch.gt(torch.numel(layers[at + 2]), 0):
      w = torch.addmm(w, torch.t(layers[at + 2]), torch.t(layers[at + 3]), alpha=scale)
    return w

  # Several modules as one [out, in] that lies in memory as [in, out]: with 2 to 64 rows this is multiplied 1.2 to 2 times as fast.
  def together(self, transposed: List[Tensor]) -> Tensor:
    return torch.t(torch.cat(transposed, 1).contiguous())

  # The layers in fewer and larger matrices, for sampling only: LoRA merged in fp32; q, k, v as one; gate, up as one.
  def fuse(self, layers: List[Tensor], heads: int, groups: int, scale: float) -> List[Tensor]:
    nothing = torch.zeros([0])
    fused = annotate(List[Tensor], [])
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.together([self.merged(layers, at + 2, scale), self.merged(layers, at + 6, scale), self.merged(layers, at + 10, scale)])
      qkv_bias = torch.cat([layers[at + 3], layers[at + 7], layers[at + 11]], 0)
      both = self.together([self.merged(layers, at + 18, scale), self.merged(layers, at + 22, scale)])
      both_bias = torch.cat([layers[at + 19], layers[at + 23]], 0)
      fused.extend([layers[at], layers[at + 1], qkv, qkv_bias, nothing, nothing])
      fused.extend([nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing])
      fused.extend([self.together([self.merged(layers, at + 14, scale)]), layers[at + 15], nothing, nothing])
      fused.extend([both, both_bias, nothing, nothing, nothing, nothing, nothing, nothing])
      fused.extend([self.together([self.merged(layers, at + 26, scale)]), layers[at + 27], nothing, nothing])
      norms = nothing
      if torch.gt(torch.numel(layers[at + 30]), 0):
        norms = torch.cat([layers[at + 30].expand([heads, -1]), layers[at + 31].expand([groups, -1])], 0)
      fused.extend([norms, nothing])
    return fused

  # A prompt [P]: logits after its last token [1, V], keys and values [L, K, P, E].
  def prefill(self, ids: Tensor, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> List[Tensor]:
    n = ids.size(0)
    angles = self.angles(torch.arange(n), ends[3])
    x = torch.embedding(ends[0], ids)
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.project(x, layers, at, angles, heads, groups, eps, scale)
      keys.append(torch.transpose(qkv[1], 0, 1))
      values.append(torch.transpose(qkv[2], 0, 1))
      near = 0
      if limited[layer]:
        near = window
      x = self.finish(x, self.attend(qkv[0], qkv[1], qkv[2], near), layers, at, eps, scale)
    last = self.norm(torch.narrow(x, 0, n - 1, 1), ends[1], eps)
    return [torch.linear(last, ends[2]), torch.stack(keys), torch.stack(values)]

  # The prompt's keys or values [L, K, P, E] into a slot of the cache [L, S, K, C, E].
  def fill(self, cache: Tensor, slot: int, prompt: Tensor) -> int:
    target = torch.narrow(torch.select(cache, 1, slot), 2, 0, prompt.size(2))
    _0 = target.copy_(prompt)
    return slot

  # The first tokens of a slot over those of another, so that busy slots stay together.
  def move(self, cache: Tensor, source: int, slot: int, tokens: int) -> int:
    target = torch.narrow(torch.select(cache, 1, slot), 2, 0, tokens)
    _0 = target.copy_(torch.narrow(torch.select(cache, 1, source), 2, 0, tokens))
    return slot

  # What is added to the scores [B * K, H / K, longest] of tokens at positions [B]: -1e30 where a token is not seen.
  def mask(self, positions: Tensor, longest: int, window: int, heads: int, groups: int) -> Tensor:
    b = positions.size(0)
    share = heads // groups
    places = torch.unsqueeze(torch.arange(longest), 0)
    own = torch.unsqueeze(positions, 1)
    hidden = torch.gt(places, own)
    if torch.gt(window, 0):
      hidden = torch.logical_or(hidden, torch.le(places, torch.sub(own, window)))
    mask = torch.mul(torch.to(hidden, 6), -1.0e30).view([b, 1, 1, longest])
    return mask.expand([b, groups, share, longest]).reshape([b * groups, share, longest])

  # One token for each of the first B slots: rows [2, B] of token ids and positions to logits [B, V]. longest = greatest position + 1.
  def step(self, rows: Tensor, keys: Tensor, values: Tensor, longest: int, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> Tensor:
    ids = torch.select(rows, 0, 0)
    positions = torch.select(rows, 0, 1)
    b = ids.size(0)
    capacity = keys.size(3)
    width = keys.size(4)
    share = heads // groups
    angles = self.angles(positions, ends[3])
    rows_of_heads = torch.unsqueeze(torch.arange(b * groups).view([b, groups]), 2)
    places = torch.add(torch.unsqueeze(torch.unsqueeze(positions, 1), 2), rows_of_heads, alpha=capacity).view([-1])
    whole = self.mask(positions, longest, 0, heads, groups)
    near = whole
    if torch.gt(window, 0):
      if torch.gt(longest, window):
        near = self.mask(positions, longest, window, heads, groups)
    x = torch.embedding(ends[0], ids)
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.project(x, layers, at, angles, heads, groups, eps, scale)
      ks = torch.select(keys, 0, layer).view([-1, width])
      vs = torch.select(values, 0, layer).view([-1, width])
      _0 = ks.index_copy_(0, places, qkv[1].reshape([b * groups, width]))
      _1 = vs.index_copy_(0, places, qkv[2].reshape([b * groups, width]))
      k = ks.view([-1, capacity, width]).narrow(0, 0, b * groups).narrow(1, 0, longest)
      v = vs.view([-1, capacity, width]).narrow(0, 0, b * groups).narrow(1, 0, longest)
      q = qkv[0].reshape([b * groups, share, width])
      mask = whole
      if limited[layer]:
        mask = near
      scores = torch.baddbmm(mask, q, torch.transpose(k, 1, 2), alpha=width ** -0.5)
      a = torch.bmm(torch.softmax(scores, -1), v)
      x = self.finish(x, a.reshape([b, -1]), layers, at, eps, scale)
    return torch.linear(self.norm(x, ends[1], eps), ends[2])

  # Tokens drawn by inverse CDF from softmax(logits / temperature), greedy at temperature 0, and their log-probabilities: [2, B] fp64.
  def draw(self, logits: Tensor, uniforms: Tensor, temperature: float) -> Tensor:
    most = torch.amax(logits, [-1], True)
    divisor = 1.0
    if torch.gt(temperature, 0.):
      divisor = temperature
    masses = torch.sub(logits, most).div_(divisor).exp_()
    if torch.gt(temperature, 0.):
      tokens = self.invert(masses, torch.unsqueeze(uniforms, 1))
    else:
      tokens = torch.argmax(logits, -1, True)
    scaled = torch.div(torch.sub(torch.gather(logits, 1, tokens), most), divisor)
    chosen = torch.sub(scaled, torch.log(torch.sum(masses, [-1], True)))
    return torch.stack([torch.to(torch.squeeze(tokens, 1), 7), torch.to(torch.squeeze(chosen, 1), 7)])

  # Where the sum of each row of masses [B, V] passes its uniform number [B, 1] times the row's sum: first the block of 256, then the place
  # in it, so that no sums in fp64 are made of all V.
  def invert(self, masses: Tensor, uniforms: Tensor) -> Tensor:
    v = masses.size(1)
    whole = v // 256
    sums = torch.sum(torch.narrow(masses, 1, 0, whole * 256).view([-1, whole, 256]), [-1])
    if torch.gt(v, whole * 256):
      sums = torch.cat([sums, torch.sum(torch.narrow(masses, 1, whole * 256, v - whole * 256), [-1], True)], 1)
    ends = torch.cumsum(sums, 1, dtype=7)
    total = torch.narrow(ends, 1, sums.size(1) - 1, 1)
    block = self.passed(ends, torch.mul(total, uniforms))
    of_block = torch.to(torch.gather(sums, 1, block), 7)
    share = torch.div(torch.sub(torch.mul(total, uniforms), torch.sub(torch.gather(ends, 1, block), of_block)), of_block)
    places = torch.add(torch.mul(block, 256), torch.unsqueeze(torch.arange(256), 0))
    inside = torch.mul(torch.gather(masses, 1, torch.clamp(places, None, v - 1)), torch.lt(places, v))
    ends_inside = torch.cumsum(inside, 1, dtype=7)
    place = self.passed(ends_inside, torch.mul(torch.narrow(ends_inside, 1, 255, 1), share))
    return torch.add(torch.mul(block, 256), place)

  # The first place whose running sum is above the target [B, 1], and not one without a mass, whatever rounding made of the target.
  def passed(self, ends: Tensor, target: Tensor) -> Tensor:
    last = torch.narrow(ends, 1, ends.size(1) - 1, 1)
    within = torch.clamp(torch.minimum(target, torch.mul(last, 1.0 - 1.0e-12)), 0.)
    return torch.searchsorted(ends, within, right=True)

  # Final hidden states [N, D] of a prompt's P tokens followed by its completions' tokens without padding, which see the prompt and
  # themselves. padded [G * T]: which of the N - P completion tokens stands at (g, t), any where none does; packed [N - P]: the inverse.
  # Padding stands at the end of a completion, where the causal mask hides it from every real token.
  def group(self, ids: Tensor, positions: Tensor, prompt: int, padded: Tensor, packed: Tensor, completions: int, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> Tensor:
    rest = ids.size(0) - prompt
    length = padded.size(0) // completions
    angles = self.angles(positions, ends[3])
    whole = torch.gt(torch.tril(torch.ones([length, length + prompt]), prompt), 0)
    banded = whole
    if torch.gt(window, 0):
      banded = self.band(length, length + prompt, window)
    x = torch.embedding(ends[0], ids)
    for layer in range(len(layers) // 32):
      at = layer * 32
      qkv = self.project(x, layers, at, angles, heads, groups, eps, scale)
      pk = torch.narrow(qkv[1], 0, 0, prompt)
      pv = torch.narrow(qkv[2], 0, 0, prompt)
      near = 0
      seen = whole
      if limited[layer]:
        near = window
        seen = banded
      a = self.attend(torch.narrow(qkv[0], 0, 0, prompt), pk, pv, near)
      if torch.gt(rest, 0):
        q = self.unpack(torch.narrow(qkv[0], 0, prompt, rest), padded, completions)
        k = self.behind(pk, self.unpack(torch.narrow(qkv[1], 0, prompt, rest), padded, completions), heads)
        v = self.behind(pv, self.unpack(torch.narrow(qkv[2], 0, prompt, rest), padded, completions), heads)
        c = torch.scaled_dot_product_attention(q, k, v, seen, 0., False)
        flat = torch.transpose(c, 1, 2).reshape([completions * length, -1])
        a = torch.cat([a, torch.index_select(flat, 0, packed)], 0)
      x = self.finish(x, a, layers, at, eps, scale)
    return self.norm(x, ends[1], eps)

  # [N - P, H, E] to [G, H, T, E].
  def unpack(self, x: Tensor, padded: Tensor, completions: int) -> Tensor:
    y = torch.index_select(x, 0, padded).view([completions, -1, x.size(1), x.size(2)])
    return torch.transpose(y, 1, 2)

  # Keys or values of the prompt [P, K, E], then those of each completion [G, K, T, E]: [G, H, P + T, E].
  def behind(self, prompt: Tensor, x: Tensor, heads: int) -> Tensor:
    shared = torch.unsqueeze(torch.transpose(prompt, 0, 1), 0).expand([x.size(0), -1, -1, -1])
    return torch.repeat_interleave(torch.cat([shared, x], 2), heads // x.size(1), 1)

  # Log-probability and entropy of each target [M] from hidden states at rows [M] of [N, D]: [2, M]. Never more than chunk x V at once.
  def score(self, states: Tensor, rows: Tensor, targets: Tensor, head: Tensor, temperature: float, chunk: int) -> Tensor:
    m = targets.size(0)
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    for i in range((m + chunk - 1) // chunk):
      n = min(chunk, m - i * chunk)
      x = torch.index_select(states, 0, torch.narrow(rows, 0, i * chunk, n))
      logp = torch.linear(x, head).div_(temperature)
      _0 = logp.sub_(torch.logsumexp(logp, [-1], True))
      target = torch.unsqueeze(torch.narrow(targets, 0, i * chunk, n), 1)
      logprobs.append(torch.squeeze(torch.gather(logp, 1, target), 1))
      entropies.append(torch.neg(torch.sum(torch.exp(logp).mul_(logp), [-1])))
    return torch.stack([torch.cat(logprobs), torch.cat(entropies)])

  # The gradient of sum(weights * logprobs + spread * entropies) of score by the hidden states, and by the head where it is trained. In
  # closed form, with the logits computed again: d logp[target] / d logits = (onehot(target) - p) / temperature,
  # d entropy / d logits = -p * (logp + entropy) / temperature. spread [M], or without elements where entropies do not matter.
  def unscore(self, states: Tensor, rows: Tensor, targets: Tensor, weights: Tensor, spread: Tensor, head: Tensor, temperature: float, chunk: int, train_head: bool) -> List[Tensor]:
    m = targets.size(0)
    by_states = torch.zeros_like(states)
    by_head = torch.zeros([0])
    if train_head:
      by_head = torch.zeros_like(head)
    for i in range((m + chunk - 1) // chunk):
      n = min(chunk, m - i * chunk)
      row = torch.narrow(rows, 0, i * chunk, n)
      x = torch.index_select(states, 0, row)
      scaled = torch.linear(x, head).div_(temperature)
      d = torch.softmax(scaled, -1)
      weight = torch.div(torch.unsqueeze(torch.narrow(weights, 0, i * chunk, n), 1), temperature)
      if torch.gt(torch.numel(spread), 0):
        logp = scaled.sub_(torch.logsumexp(scaled, [-1], True))
        entropy = torch.neg(torch.sum(torch.mul(d, logp), [-1], True))
        factor = torch.div(torch.unsqueeze(torch.narrow(spread, 0, i * chunk, n), 1), temperature)
        _2 = d.mul_(logp.add_(entropy).mul_(factor).add_(weight).neg_())
      else:
        _2 = d.mul_(torch.neg(weight))
      target = torch.unsqueeze(torch.narrow(targets, 0, i * chunk, n), 1)
      _0 = d.scatter_add_(1, target, weight)
      _1 = by_states.index_add_(0, row, torch.matmul(d, head))
      if train_head:
        _3 = by_head.addmm_(torch.t(d), x)
    return [by_states, by_head]

  # Gradients of sum(by_states * states) by the parameters.
  def gradients(self, states: Tensor, by_states: Tensor, parameters: List[Tensor]) -> List[Tensor]:
    weights = annotate(List[Optional[Tensor]], [by_states])
    found = torch.grad([states], parameters, weights, False, False, True)
    gradients = annotate(List[Tensor], [])
    for i in range(len(parameters)):
      gradient = found[i]
      if gradient is None:
        gradients.append(torch.zeros_like(parameters[i]))
      else:
        gradients.append(unchecked_cast(Tensor, gradient))
    return gradients

  # A copy in libtorch's own memory.
  def own(self, x: Tensor) -> Tensor:
    return torch.clone(x)
