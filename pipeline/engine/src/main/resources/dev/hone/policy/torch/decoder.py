# The mathematics of a decoder of the Llama kind, one text for sampling and for training. TorchScript in its serialised form: Hone writes it
# into a module archive at start (TorchScriptArchive.java) and libtorch compiles it; no Python runs. This file has the model and its layers;
# sampling.py, fusion.py, training.py and serving.py go on with the same class.
#
# Axes: N tokens in one flat row, D hidden size, I inner size of the MLP, H heads, K key-value heads, E head dimension, P prompt tokens,
# G completions of a prompt, T tokens of the longest completion, S slots of a key-value cache, C tokens that a slot holds, B busy slots,
# R prompts in flight, L layers, M predicted tokens, V vocabulary. A tensor without elements stands for what a layer does not have.

# A linear layer and its LoRA: y = x weight^T + bias + lora_scale (x lora_a^T) lora_b^T. name: of the layer in the checkpoint. The weight
# [out, in] may be bf16 where it is never trained. In a fused copy it may lie in blocks [b, in, out / b].
class Linear(NamedTuple):
  name : str
  weight : Tensor
  bias : Tensor
  lora_a : Tensor
  lora_b : Tensor

class Norm(NamedTuple):
  name : str
  weight : Tensor

# Where a checkpoint or a fused copy has one matrix for several layers, q holds q, k and v, and gate holds gate and up; k, v and up are then
# without elements. q_norm, k_norm: of each head's queries and keys [E], in a fused copy both in q_norm [H + K, E].
# window: a token sees this many tokens, itself among them; 0 for all.
class Layer(NamedTuple):
  input_norm : __torch__.Norm
  q : __torch__.Linear
  k : __torch__.Linear
  v : __torch__.Linear
  q_norm : __torch__.Norm
  k_norm : __torch__.Norm
  o : __torch__.Linear
  mlp_norm : __torch__.Norm
  gate : __torch__.Linear
  up : __torch__.Linear
  down : __torch__.Linear
  window : int

# embedding, head: [V, D], the same tensor where they are tied. inv_freq: angle per position of each pair of a head's channels [E / 2].
# window: of the layers that have one, else 0.
class Model(NamedTuple):
  layers : List[__torch__.Layer]
  embedding : Tensor
  final_norm : __torch__.Norm
  head : Tensor
  tied_head : bool
  inv_freq : Tensor
  heads : int
  kv_heads : int
  eps : float
  lora_scale : float
  window : int

# keys, values: [L, S, K, C, E], of the prompts in flight or of the tokens after them; busy slots are the first ones.
class KvCache(NamedTuple):
  keys : Tensor
  values : Tensor

# A prompt's P tokens followed by the tokens of its G completions without padding. padded [G * T]: which of the N - P completion tokens stands
# at (g, t), any where none does; packed [N - P]: the inverse. rows [M]: position in ids whose state predicts each completion token;
# targets [M]: these tokens.
class GroupBatch(NamedTuple):
  ids : Tensor
  positions : Tensor
  prompt : int
  completions : int
  padded : Tensor
  packed : Tensor
  rows : Tensor
  targets : Tensor

# What a layer's backward pass needs of its forward pass: its input x and what stands after each linear layer, y being the sum after o.
class Activations(NamedTuple):
  x : Tensor
  q : Tensor
  k : Tensor
  v : Tensor
  y : Tensor
  gate : Tensor
  up : Tensor

# states [N, D]: after the final norm; last [N, D]: before it. activations: of each layer where a backward pass follows, else none.
class GroupForward(NamedTuple):
  batch : __torch__.GroupBatch
  states : Tensor
  last : Tensor
  activations : List[__torch__.Activations]

# Of each target [M]; expected [M, D], where a backward pass needs it: the mean of the head's rows under each position's distribution.
class GroupScores(NamedTuple):
  logprobs : Tensor
  entropies : Tensor
  expected : Tensor

# The LoRA of an adapter in a layer as serving computes it: of q, k, v together, of o, of gate and up together, of down. a [in, R] and
# b [R, out], R the ranks of the layers together, lora_scale in b; without elements where the adapter leaves them as they are.
class ServedLayer(NamedTuple):
  a : List[Tensor]
  b : List[Tensor]

# rows: of a batch, those that the adapter answers; without elements for all.
class ServedAdapter(NamedTuple):
  layers : List[__torch__.ServedLayer]
  rows : Tensor

class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # A model from its tensors by the names of the checkpoint and, for LoRA, of PEFT. config: numbers by their names in config.json.
  # windows [L]: of each layer.
  def load(self, tensors: Dict[str, Tensor], config: Dict[str, float], windows: List[int], inv_freq: Tensor, lora_scale: float) -> __torch__.Model:
    layers = annotate(List[__torch__.Layer], [])
    for i in range(len(windows)):
      name = "model.layers." + str(i)
      attn = name + ".self_attn."
      mlp = name + ".mlp."
      layers.append(__torch__.Layer(
          input_norm=self.load_norm(tensors, name + ".input_layernorm"),
          q=self.load_linear(tensors, attn + "q_proj", attn + "qkv_proj"),
          k=self.load_linear(tensors, attn + "k_proj", ""),
          v=self.load_linear(tensors, attn + "v_proj", ""),
          q_norm=self.load_norm(tensors, attn + "q_norm"),
          k_norm=self.load_norm(tensors, attn + "k_norm"),
          o=self.load_linear(tensors, attn + "o_proj", ""),
          mlp_norm=self.load_norm(tensors, name + ".post_attention_layernorm"),
          gate=self.load_linear(tensors, mlp + "gate_proj", mlp + "gate_up_proj"),
          up=self.load_linear(tensors, mlp + "up_proj", ""),
          down=self.load_linear(tensors, mlp + "down_proj", ""),
          window=windows[i]))
    embedding = tensors["model.embed_tokens.weight"]
    return __torch__.Model(
        layers=layers,
        embedding=embedding,
        final_norm=self.load_norm(tensors, "model.norm"),
        head=tensors.get("lm_head.weight", embedding),
        tied_head=not ("lm_head.weight" in tensors),
        inv_freq=inv_freq,
        heads=int(config["num_attention_heads"]),
        kv_heads=int(config["num_key_value_heads"]),
        eps=config["rms_norm_eps"],
        lora_scale=lora_scale,
        window=max(windows))

  # fused: what the layer is called in checkpoints that have it in one matrix with others.
  def load_linear(self, tensors: Dict[str, Tensor], name: str, fused: str) -> __torch__.Linear:
    found = name
    if fused + ".weight" in tensors:
      found = fused
    return __torch__.Linear(
        name=found,
        weight=tensors.get(found + ".weight", torch.zeros([0])),
        bias=tensors.get(found + ".bias", torch.zeros([0])),
        lora_a=tensors.get(self.lora_name(found, "A"), torch.zeros([0])),
        lora_b=tensors.get(self.lora_name(found, "B"), torch.zeros([0])))

  def load_norm(self, tensors: Dict[str, Tensor], name: str) -> __torch__.Norm:
    return __torch__.Norm(name, tensors.get(name + ".weight", torch.zeros([0])))

  # PEFT's name of a linear layer's A or B.
  def lora_name(self, linear: str, matrix: str) -> str:
    return "base_model.model." + linear + ".lora_" + matrix + ".weight"

  # Linear layers that read the same x: the output of each, without elements where there is none. x A^T is computed for all at once.
  def lora_linears(self, x: Tensor, linears: List[__torch__.Linear], lora_scale: float) -> List[Tensor]:
    low = torch.zeros([0])
    a = self.stack_lora_a(linears)
    if a.numel() > 0:
      low = torch.linear(x, a)
    outputs = annotate(List[Tensor], [])
    offset = 0
    for linear in linears:
      y = linear.weight
      if linear.weight.numel() > 0:
        y = self.base_linear(x, linear.weight, linear.bias)
        rank = linear.lora_a.size(0)
        if rank > 0:
          y.addmm_(torch.narrow(low, 1, offset, rank), torch.t(linear.lora_b), alpha=lora_scale)
          offset = offset + rank
      outputs.append(y)
    return outputs

  def lora_linear(self, x: Tensor, linear: __torch__.Linear, lora_scale: float) -> Tensor:
    return self.lora_linears(x, [linear], lora_scale)[0]

  # x W^T + bias [N, out] of a weight, whole or in blocks.
  def base_linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if weight.dim() == 2:
      optional_bias = annotate(Optional[Tensor], None)
      if bias.numel() > 0:
        optional_bias = bias
      y = torch.linear(x, torch.to(weight, 6), optional_bias)
    else:
      width = weight.size(2)
      y = torch.empty([x.size(0), weight.size(0) * width])
      for i in range(weight.size(0)):
        torch.mm(x, weight[i], out=torch.narrow(y, 1, i * width, width))
      if bias.numel() > 0:
        y.add_(bias)
    return y

  # The A of these layers, one below the other.
  def stack_lora_a(self, linears: List[__torch__.Linear]) -> Tensor:
    matrices = annotate(List[Tensor], [])
    for linear in linears:
      if linear.lora_a.numel() > 0:
        matrices.append(linear.lora_a)
    a = torch.zeros([0])
    if len(matrices) == 1:
      a = matrices[0]
    if len(matrices) > 1:
      a = torch.cat(matrices, 0)
    return a

  def rms_norm(self, x: Tensor, norm: __torch__.Norm, eps: float) -> Tensor:
    return torch.rms_norm(x, [x.size(-1)], norm.weight, eps)

  # Cosines and sines [N, 1, E] of the rotary angles, in fp32 as in transformers.
  def rope(self, positions: Tensor, inv_freq: Tensor) -> List[Tensor]:
    half = torch.mul(torch.unsqueeze(torch.to(positions, 6), 1), inv_freq)
    angles = torch.unsqueeze(torch.cat([half, half], 1), 1)
    return [torch.cos(angles), torch.sin(angles)]

  def apply_rope(self, x: Tensor, rope: List[Tensor]) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    rotated = torch.cat([torch.neg(halves[1]), halves[0]], -1)
    return torch.add(torch.mul(x, rope[0]), torch.mul(rotated, rope[1]))

  # Queries [N, H, E], keys and values [N, K, E] of a layer.
  def qkv(self, x: Tensor, layer: __torch__.Layer, model: __torch__.Model, rope: List[Tensor]) -> List[Tensor]:
    h = self.rms_norm(x, layer.input_norm, model.eps)
    return self.qk_norm_rope(self.lora_linears(h, [layer.q, layer.k, layer.v], model.lora_scale), layer, model, rope)

  # The same from what the linear layers q, k and v gave.
  def qk_norm_rope(self, projected: List[Tensor], layer: __torch__.Layer, model: __torch__.Model, rope: List[Tensor]) -> List[Tensor]:
    n = projected[0].size(0)
    normed = layer.q_norm.weight.numel() > 0
    if projected[1].numel() > 0:
      q = projected[0].view([n, model.heads, -1])
      k = projected[1].view([n, model.kv_heads, -1])
      if normed:
        q = self.rms_norm(q, layer.q_norm, model.eps)
        k = self.rms_norm(k, layer.k_norm, model.eps)
      q = self.apply_rope(q, rope)
      k = self.apply_rope(k, rope)
      v = projected[2].view([n, model.kv_heads, -1])
    else:
      all_heads = projected[0].view([n, model.heads + model.kv_heads * 2, -1])
      parts = torch.split_with_sizes(all_heads, [model.heads + model.kv_heads, model.kv_heads], 1)
      qk = parts[0]
      if normed:
        qk = torch.mul(torch.rms_norm(qk, [qk.size(-1)], None, model.eps), layer.q_norm.weight)
      rotated = torch.split_with_sizes(self.apply_rope(qk, rope), [model.heads, model.kv_heads], 1)
      q = rotated[0]
      k = rotated[1]
      v = parts[1]
    return [q, k, v]

  # The rest of a layer after attention a [N, H * E].
  def attention_output_and_mlp(self, x: Tensor, a: Tensor, layer: __torch__.Layer, model: __torch__.Model) -> Tensor:
    y = torch.add(x, self.lora_linear(a, layer.o, model.lora_scale))
    h = self.rms_norm(y, layer.mlp_norm, model.eps)
    if layer.gate.weight.dim() == 3:
      inner = self.swiglu_of_blocks(self.gate_up_of_blocks(h, layer.gate.weight, layer.gate.bias))
    else:
      inner = self.swiglu(self.lora_linears(h, [layer.gate, layer.up], model.lora_scale))
    return torch.add(y, self.lora_linear(inner, layer.down, model.lora_scale))

  # silu(gate) up [N, I] of what the linear layers gate and up gave, as two or as one.
  def swiglu(self, gate_up: List[Tensor]) -> Tensor:
    gate = gate_up[0]
    up = gate_up[1]
    if up.numel() == 0:
      halves = torch.chunk(gate, 2, -1)
      gate = halves[0]
      up = halves[1]
    return torch.mul(torch.silu(gate), up)

  # Of x and a weight of gate and up in blocks, the first half of them gate's: [b, N, out / b], for few rows faster than base_linear.
  def gate_up_of_blocks(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    gate_up = torch.bmm(x.expand([weight.size(0), -1, -1]), weight)
    if bias.numel() > 0:
      gate_up.add_(torch.unsqueeze(bias.view([weight.size(0), -1]), 1))
    return gate_up

  # As swiglu of what gate_up_of_blocks gave.
  def swiglu_of_blocks(self, gate_up: Tensor) -> Tensor:
    halves = torch.chunk(gate_up, 2, 0)
    inner = torch.silu(halves[0]).mul_(halves[1])
    return torch.transpose(inner, 0, 1).reshape([gate_up.size(1), -1])

  # [N, K, E] to [1, H, N, E]: every key-value head once for each of its query heads.
  def repeat_kv(self, x: Tensor, heads: int) -> Tensor:
    y = torch.unsqueeze(torch.transpose(x, 0, 1), 0)
    return torch.repeat_interleave(y, heads // x.size(1), 1)

  # Which of [columns] tokens each of the last [rows] sees within a window: bool.
  def sliding_mask(self, rows: int, columns: int, window: int) -> Tensor:
    past = torch.tril(torch.ones([rows, columns]), columns - rows)
    return torch.gt(torch.triu(past, columns - rows - window + 1), 0)

  # Causal attention of one sequence, [N, H * E], within a window where it is not 0.
  def causal_attention(self, q: Tensor, k: Tensor, v: Tensor, window: int) -> Tensor:
    n = q.size(0)
    heads = q.size(1)
    queries = torch.unsqueeze(torch.transpose(q, 0, 1), 0)
    mask = annotate(Optional[Tensor], None)
    if window > 0:
      if n > window:
        mask = self.sliding_mask(n, n, window)
    a = torch.scaled_dot_product_attention(queries, self.repeat_kv(k, heads), self.repeat_kv(v, heads), mask, 0., mask is None)
    return torch.transpose(torch.squeeze(a, 0), 0, 1).reshape([n, -1])

  # A matrix as bf16 where that loses nothing, and in the order of memory that merge_linears writes: a copy without a transposition is
  # faster.
  def to_bf16_if_exact(self, x: Tensor) -> Tensor:
    whole = torch.clone(torch.t(x), memory_format=0)
    half = torch.to(whole, 15)
    if torch.equal(torch.to(half, 6), whole):
      whole = half
    return torch.t(whole)

  # Copies rows into their place of a tensor.
  def copy_rows(self, tensor: Tensor, start: int, rows: Tensor) -> int:
    torch.narrow(tensor, 0, start, rows.size(0)).copy_(rows)
    return start
